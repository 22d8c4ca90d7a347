package io.weir.core.simulation;

import static io.weir.core.simulation.Audit.require;

import io.weir.core.ledger.CanonicalEntry;
import io.weir.core.ledger.Chain;
import io.weir.core.ledger.EntryKind;
import io.weir.core.ledger.LedgerEntry;
import io.weir.core.ledger.Seal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What seals must say, with sums of its own: every balance, what the day counted, and a chain without a break. */
final class SealAudit {

    private static final long DAY_MICROS = 86_400_000_000L;

    private static final class OfKey {
        private Chain chain = Chain.START;
        private long day;
        private long entries;
        private long lastSeq;
        private final long[] posted = new long[4];
        private final long[] excess = new long[4];
        private final Set<Line> stated = new HashSet<>();
    }

    private final Map<String, OfKey> keys = new HashMap<>();
    private final boolean chained;

    SealAudit(boolean chained) {
        this.chained = chained;
    }

    void entry(LedgerEntry entry, Lines lines, long atMicros) {
        OfKey key = keys.computeIfAbsent(entry.ledgerKey(), absent -> new OfKey());
        if (chained) {
            key.chain = requireLink(key.chain, entry, atMicros);
        }
        if (entry.kind() == EntryKind.SEALED) {
            sealed(key, entry, lines, atMicros);
            return;
        }
        long today = Math.floorDiv(atMicros, DAY_MICROS);
        require(key.entries == 0 || key.day == today, "%s before day %s was sealed", entry.id(), key.day);
        key.day = today;
        key.entries++;
        key.lastSeq = entry.seq();
        add(entry, EntryKind.POSTED, key.posted);
        add(entry, EntryKind.EXCESS, key.excess);
    }

    private static Chain requireLink(Chain before, LedgerEntry entry, long atMicros) {
        Chain link = CanonicalEntry.link(before, entry, atMicros, CanonicalEntry.NO_OFFSET);
        require(link.equals(entry.chain()), "%s breaks the chain", entry.id());
        return link;
    }

    private static void add(LedgerEntry entry, EntryKind kind, long[] to) {
        long[] amounts = Line.amounts(entry.amounts());
        for (int unit = 0; unit < to.length && entry.kind() == kind; unit++) {
            to[unit] += amounts[unit];
        }
    }

    private static void sealed(OfKey key, LedgerEntry entry, Lines lines, long atMicros) {
        Seal seal = Objects.requireNonNull(entry.seal());
        require(key.entries > 0, "%s seals nothing", entry.id());
        require(
                seal.day() == key.day && key.day < Math.floorDiv(atMicros, DAY_MICROS),
                "%s is of day %s",
                seal,
                key.day);
        require(seal.entries() == key.entries && seal.lastSeq() == key.lastSeq, "%s counts %s", seal, key.entries);
        require(Arrays.equals(Line.amounts(seal.posted()), key.posted), "%s posts another sum", seal);
        require(Arrays.equals(Line.amounts(seal.excess()), key.excess), "%s exceeds by another sum", seal);
        entry.balances().forEach(balance -> key.stated.add(Line.of(balance)));
        if (seal.isLast()) {
            Set<Line> expected = lines.kept(entry.ledgerKey(), atMicros);
            expected.removeAll(key.stated);
            require(expected.isEmpty(), "%s leaves out %s", entry.id(), expected);
            key.stated.clear();
            key.entries = 0;
            Arrays.fill(key.posted, 0);
            Arrays.fill(key.excess, 0);
        }
    }
}
