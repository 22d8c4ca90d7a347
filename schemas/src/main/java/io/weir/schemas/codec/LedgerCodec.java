package io.weir.schemas.codec;

import io.weir.core.ledger.Amounts;
import io.weir.core.ledger.Balance;
import io.weir.core.ledger.LedgerEntry;
import io.weir.v1.Coordinates;
import java.util.ArrayList;
import java.util.List;

/** Ledger entries on the wire. */
final class LedgerCodec {

    private LedgerCodec() {}

    static io.weir.v1.LedgerEntry entry(LedgerEntry entry, long atMicros, Coordinates cause) {
        List<io.weir.v1.Balance> balances = new ArrayList<>(entry.balances().size());
        for (Balance balance : entry.balances()) {
            balances.add(balance(balance));
        }
        boolean ofAttempt = entry.attempt() > 0;
        return new io.weir.v1.LedgerEntry(
                entry.id(),
                entry.seq(),
                entry.ledgerKey(),
                entry.account(),
                ofAttempt ? entry.queryId() : null,
                ofAttempt ? entry.attempt() : null,
                entry.kind().wireName(),
                amounts(entry.amounts()),
                entry.released().isZero() ? null : amounts(entry.released()),
                balances,
                entry.tier(),
                entry.priceVersion(),
                entry.reason(),
                Micros.instant(atMicros),
                cause);
    }

    static io.weir.v1.Amounts amounts(Amounts amounts) {
        return new io.weir.v1.Amounts(
                amounts.moneyNanodollars(), amounts.tokens(), amounts.energyMillijoules(), amounts.requests());
    }

    private static io.weir.v1.Balance balance(Balance balance) {
        boolean lifetime = balance.period().isLifetime();
        return new io.weir.v1.Balance(
                balance.account(),
                balance.generation(),
                balance.limitId(),
                balance.unit().wireName(),
                balance.window().wireName(),
                balance.hard(),
                lifetime ? null : Micros.instant(balance.period().startMicros()),
                lifetime ? null : Micros.instant(balance.period().endMicros()),
                balance.limit(),
                balance.held(),
                balance.posted(),
                balance.excess());
    }
}
