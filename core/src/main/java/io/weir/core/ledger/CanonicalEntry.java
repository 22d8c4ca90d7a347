package io.weir.core.ledger;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * The canonical bytes of a ledger entry, and the link that they make of the chain.
 *
 * <p>Canonical bytes do not depend on how an entry is carried: each field of the contract has a number (its tag), fields
 * stand in the order of their tags, and one that has its default is left out, so that a field that is added later
 * changes no link of before. The table of tags is decision 021. {@code chain} itself is not covered, and of the cause only its
 * offset is: its topic is always the inbox, its partition that of the entry.
 *
 * <pre>
 *   chain(n) = SHA-256( chain(n − 1) ‖ canonical bytes of entry n ),   chain(0) = 32 zero bytes
 * </pre>
 */
public final class CanonicalEntry {

    /** Offset of a cause that stands in no log. */
    public static final long NO_OFFSET = -1;

    /** Made once a thread: to ask for a digest costs as much as to use it. */
    private static final ThreadLocal<CanonicalEntry> OF_THREAD = ThreadLocal.withInitial(CanonicalEntry::new);

    private final MessageDigest digest;
    private final TaggedBytes out = new TaggedBytes();

    private CanonicalEntry() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * The link of an entry.
     *
     * @param before link of the entry before it
     * @param atMicros clock of the partition as it was written, microseconds since the epoch
     * @param causeOffset offset of its cause in the inbox, or {@link #NO_OFFSET}
     */
    public static Chain link(Chain before, LedgerEntry entry, long atMicros, long causeOffset) {
        CanonicalEntry canonical = OF_THREAD.get();
        canonical.out.clear();
        canonical.out.raw(before);
        canonical.write(entry, atMicros, causeOffset);
        canonical.digest.update(canonical.out.buffer(), 0, canonical.out.size());
        return Chain.of(canonical.digest.digest());
    }

    /** The bytes alone. */
    static byte[] bytes(LedgerEntry entry, long atMicros, long causeOffset) {
        CanonicalEntry canonical = OF_THREAD.get();
        canonical.out.clear();
        canonical.write(entry, atMicros, causeOffset);
        return Arrays.copyOf(canonical.out.buffer(), canonical.out.size());
    }

    private void write(LedgerEntry entry, long atMicros, long causeOffset) {
        out.text(1, entry.id());
        out.numberUnlessZero(2, entry.seq());
        out.textUnlessEmpty(3, entry.ledgerKey());
        out.textUnlessEmpty(4, entry.account());
        if (entry.attempt() > 0) {
            out.text(5, entry.queryId());
            out.number(6, entry.attempt());
        }
        out.text(7, entry.kind().wireName());
        amountsUnlessZero(8, entry.amounts());
        amountsUnlessZero(9, entry.released());
        boolean seals = entry.kind() == EntryKind.SEALED;
        boolean sets = entry.kind() == EntryKind.LIMIT_SET || entry.kind() == EntryKind.COMMITTED;
        for (Balance balance : entry.balances()) {
            balance(balance, seals || sets, seals);
        }
        out.textUnlessEmpty(11, entry.tier());
        out.textUnlessEmpty(12, entry.priceVersion());
        out.textUnlessEmpty(13, entry.reason());
        out.numberUnlessZero(14, atMicros);
        if (causeOffset != NO_OFFSET) {
            out.number(15, causeOffset);
        }
        Seal seal = entry.seal();
        if (seal != null) {
            seal(seal);
        }
    }

    private void amountsUnlessZero(int tag, Amounts amounts) {
        if (amounts.isZero()) {
            return;
        }
        int begun = out.begin(tag);
        out.numberUnlessZero(1, amounts.moneyNanodollars());
        out.numberUnlessZero(2, amounts.tokens());
        out.numberUnlessZero(3, amounts.energyMillijoules());
        out.numberUnlessZero(4, amounts.requests());
        out.end(begun);
    }

    /** Entries that set a limit, commit or seal say what it is made of, and those that seal the buckets of a rolling window. */
    private void balance(Balance balance, boolean withTerms, boolean withBuckets) {
        int begun = out.begin(10);
        out.textUnlessEmpty(1, balance.account());
        out.numberUnlessZero(2, balance.generation());
        out.textUnlessEmpty(3, balance.limitId());
        out.text(4, balance.unit().wireName());
        out.text(5, balance.window().wireName());
        if (!balance.hard()) {
            out.flag(6, false);
        }
        if (!balance.period().isLifetime()) {
            out.number(7, balance.period().startMicros());
            out.number(8, balance.period().endMicros());
        }
        out.numberUnlessZero(9, balance.limit());
        out.numberUnlessZero(10, balance.held());
        out.numberUnlessZero(11, balance.posted());
        out.numberUnlessZero(12, balance.excess());
        if (balance.window() instanceof Window.Rolling rolling) {
            long current = rolling.bucketAt(balance.period().endMicros() - 1);
            out.numberUnlessZero(13, balance.buckets().postedIn(current));
            out.numberUnlessZero(14, balance.buckets().excessIn(current));
            for (int i = 0; withBuckets && i < balance.buckets().size(); i++) {
                bucket(balance.buckets(), i, rolling);
            }
        }
        if (withTerms) {
            terms(balance);
        }
        out.numberUnlessZero(17, balance.adjusted());
        out.end(begun);
    }

    private void bucket(Buckets buckets, int index, Window.Rolling rolling) {
        int begun = out.begin(15);
        out.numberUnlessZero(1, buckets.number(index) * rolling.bucketMicros());
        out.numberUnlessZero(2, buckets.posted(index));
        out.numberUnlessZero(3, buckets.excess(index));
        out.end(begun);
    }

    private void terms(Balance balance) {
        Limit limit = balance.declared();
        int begun = out.begin(16);
        out.numberUnlessZero(1, limit.amount());
        out.numberUnlessZero(2, balance.rolledOver());
        out.numberUnlessZero(3, balance.increased());
        if (balance.increased() != 0) {
            out.number(4, limit.increaseUntilMicros());
        }
        out.numberUnlessZero(5, limit.rolloverBound());
        for (int percent : limit.thresholds()) {
            out.number(6, percent);
        }
        out.textUnlessEmpty(7, limit.window().zoneId());
        out.numberUnlessZero(8, limit.window().startDay());
        out.end(begun);
    }

    private void seal(Seal seal) {
        int begun = out.begin(16);
        out.text(1, seal.date());
        out.number(2, seal.part());
        out.number(3, seal.parts());
        out.numberUnlessZero(4, seal.lastSeq());
        out.numberUnlessZero(5, seal.entries());
        out.numberUnlessZero(6, seal.outcomeSeq());
        amountsUnlessZero(7, seal.posted());
        amountsUnlessZero(8, seal.excess());
        out.chain(9, seal.previousChain());
        out.end(begun);
    }
}
