package io.weir.core.ledger;

/** A (account, generation, limit, period) that a hold counts against; its settlement goes to the same. */
public record HoldLine(String account, long generation, String limitId, Period period) {}
