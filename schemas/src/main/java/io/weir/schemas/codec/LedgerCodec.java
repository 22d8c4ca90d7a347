package io.weir.schemas.codec;

import io.weir.core.ledger.Amounts;
import io.weir.core.ledger.Balance;
import io.weir.core.ledger.Buckets;
import io.weir.core.ledger.Chain;
import io.weir.core.ledger.EntryKind;
import io.weir.core.ledger.LedgerEntry;
import io.weir.core.ledger.Limit;
import io.weir.core.ledger.Seal;
import io.weir.core.ledger.Window;
import io.weir.v1.Bucket;
import io.weir.v1.Coordinates;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Ledger entries on the wire. */
final class LedgerCodec {

    private LedgerCodec() {}

    static io.weir.v1.LedgerEntry entry(LedgerEntry entry, long atMicros, Coordinates cause) {
        List<io.weir.v1.Balance> balances = new ArrayList<>(entry.balances().size());
        boolean seals = entry.kind() == EntryKind.SEALED;
        for (Balance balance : entry.balances()) {
            boolean withTerms = seals || entry.kind() == EntryKind.LIMIT_SET || entry.kind() == EntryKind.COMMITTED;
            balances.add(balance(balance, withTerms, seals));
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
                cause,
                entry.seal() == null ? null : seal(entry.seal()),
                bytes(entry.chain()));
    }

    private static io.weir.v1.Seal seal(Seal seal) {
        return new io.weir.v1.Seal(
                seal.date(),
                seal.part(),
                seal.parts(),
                seal.lastSeq(),
                seal.entries(),
                seal.outcomeSeq(),
                amounts(seal.posted()),
                amounts(seal.excess()),
                bytes(seal.previousChain()));
    }

    private static ByteBuffer bytes(Chain chain) {
        return ByteBuffer.wrap(chain.bytes());
    }

    static io.weir.v1.Amounts amounts(Amounts amounts) {
        return new io.weir.v1.Amounts(
                amounts.moneyNanodollars(), amounts.tokens(), amounts.energyMillijoules(), amounts.requests());
    }

    private static io.weir.v1.Balance balance(Balance balance, boolean withTerms, boolean withBuckets) {
        boolean lifetime = balance.period().isLifetime();
        long bucketPosted = 0;
        long bucketExcess = 0;
        List<Bucket> buckets = List.of();
        if (balance.window() instanceof Window.Rolling rolling) {
            long current = rolling.bucketAt(balance.period().endMicros() - 1);
            bucketPosted = balance.buckets().postedIn(current);
            bucketExcess = balance.buckets().excessIn(current);
            buckets = withBuckets ? buckets(balance.buckets(), rolling) : buckets;
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
                balance.adjusted(),
                buckets);
    }

    private static List<Bucket> buckets(Buckets buckets, Window.Rolling rolling) {
        List<Bucket> list = new ArrayList<>(buckets.size());
        for (int i = 0; i < buckets.size(); i++) {
            long start = buckets.number(i) * rolling.bucketMicros();
            list.add(new Bucket(Micros.instant(start), buckets.posted(i), buckets.excess(i)));
        }
        return list;
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
