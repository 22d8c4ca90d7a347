package io.weir.schemas.codec;

import io.weir.core.ledger.Amounts;
import io.weir.core.ledger.Balance;
import io.weir.core.ledger.EntryKind;
import io.weir.core.ledger.LedgerEntry;
import io.weir.core.ledger.Limit;
import io.weir.core.ledger.Window;
import io.weir.v1.Coordinates;
import java.util.ArrayList;
import java.util.List;

/** Ledger entries on the wire. */
final class LedgerCodec {

    private LedgerCodec() {}

    static io.weir.v1.LedgerEntry entry(LedgerEntry entry, long atMicros, Coordinates cause) {
        List<io.weir.v1.Balance> balances = new ArrayList<>(entry.balances().size());
        for (Balance balance : entry.balances()) {
            balances.add(balance(balance, entry.kind() == EntryKind.LIMIT_SET));
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

    private static io.weir.v1.Balance balance(Balance balance, boolean withTerms) {
        boolean lifetime = balance.period().isLifetime();
        long bucketPosted = 0;
        long bucketExcess = 0;
        if (balance.window() instanceof Window.Rolling rolling) {
            long current = rolling.bucketAt(balance.period().endMicros() - 1);
            bucketPosted = balance.buckets().postedIn(current);
            bucketExcess = balance.buckets().excessIn(current);
        }
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
                balance.excess(),
                bucketPosted,
                bucketExcess,
                withTerms ? terms(balance) : null,
                balance.adjusted());
    }

    private static io.weir.v1.LimitTerms terms(Balance balance) {
        Limit limit = balance.declared();
        return new io.weir.v1.LimitTerms(
                limit.amount(),
                balance.rolledOver(),
                balance.increased(),
                balance.increased() == 0 ? null : Micros.instant(limit.increaseUntilMicros()),
                limit.rolloverBound(),
                limit.thresholds(),
                limit.window().zoneId(),
                limit.window().startDay());
    }
}
