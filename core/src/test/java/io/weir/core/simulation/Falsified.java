package io.weir.core.simulation;

import io.weir.core.ledger.Amounts;
import io.weir.core.ledger.Balance;
import io.weir.core.ledger.LedgerEntry;
import io.weir.core.ledger.Limit;
import java.util.List;

/** Ledger entries with something changed in them. */
final class Falsified {

    private Falsified() {}

    static LedgerEntry entry(LedgerEntry of, Amounts amounts, List<Balance> balances) {
        return copy(of, of.id(), of.seq(), amounts, of.released(), balances);
    }

    /** The entry again, as the next one under an id of its own. */
    static LedgerEntry next(LedgerEntry of) {
        return copy(of, of.id() + "/again", of.seq() + 1, of.amounts(), of.released(), of.balances());
    }

    static LedgerEntry released(LedgerEntry of, Amounts released) {
        return copy(of, of.id(), of.seq(), of.amounts(), released, of.balances());
    }

    private static LedgerEntry copy(
            LedgerEntry of, String id, long seq, Amounts amounts, Amounts released, List<Balance> balances) {
        return new LedgerEntry(
                id,
                seq,
                of.ledgerKey(),
                of.account(),
                of.queryId(),
                of.attempt(),
                of.kind(),
                amounts,
                released,
                balances,
                of.tier(),
                of.priceVersion(),
                of.reason(),
                of.seal(),
                of.chain());
    }

    /** A balance under another limit, its sums as they were. */
    static Balance under(Limit limit, Balance balance) {
        return new Balance(
                balance.account(),
                balance.generation(),
                limit,
                balance.period(),
                balance.rolledOver(),
                balance.increased(),
                balance.held(),
                balance.posted(),
                balance.excess(),
                balance.adjusted(),
                balance.buckets(),
                balance.alerted());
    }

    /** A balance of which the limit is hard and 0. */
    static Balance withoutRoom(Balance balance) {
        Limit none = new Limit(balance.limitId(), balance.unit(), 0, balance.window(), true);
        return new Balance(
                balance.account(),
                balance.generation(),
                none,
                balance.period(),
                0,
                0,
                balance.held(),
                balance.posted(),
                balance.excess(),
                balance.adjusted(),
                balance.buckets(),
                balance.alerted());
    }

    static Limit hard(Limit limit, boolean hard) {
        return new Limit(
                limit.id(),
                limit.unit(),
                limit.amount(),
                limit.window(),
                hard,
                limit.thresholds(),
                limit.rolloverBound(),
                limit.increase(),
                limit.increaseUntilMicros());
    }
}
