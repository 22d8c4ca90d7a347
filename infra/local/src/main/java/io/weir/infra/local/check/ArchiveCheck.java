package io.weir.infra.local.check;

import io.weir.infra.local.archive.Archive;
import io.weir.infra.local.archive.Archived;
import io.weir.infra.local.cluster.Where;
import io.weir.schemas.Topics;
import io.weir.v1.LedgerEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The books from a seal of an archive on: what the seal states is what is known of a ledger key, then come the entries archived
 * after it, then those that are in the topic alone. The checks are those of the ledger; of what it does not hold (queries,
 * outcomes, results, figures) nothing is said.
 */
final class ArchiveCheck {

    /** The topic from an offset of a partition on. */
    interface Tail {
        void read(int partition, long from, BiConsumer<Where, LedgerEntry> to);
    }

    /** A ledger key: its seal, parts in order, and the days after it. */
    private record Start(String key, List<Archived> seal, List<String> days) {}

    private final Archive archive;
    private final Tail tail;
    private final int partitions;
    private final List<Check> checks = List.of(
            new HomeCheck(), new SequenceCheck(), new ChainCheck(), new SealCheck(), new LimitCheck(), new HoldCheck());

    private ArchiveCheck(Archive archive, Tail tail, int partitions) {
        this.archive = archive;
        this.tail = tail;
        this.partitions = partitions;
    }

    /**
     * Checks from the last seal of each ledger key that is of a day or of an earlier one.
     *
     * @param day such as 2026-11-30; empty: from the first entry
     * @throws IllegalArgumentException if the archive has no such seal
     */
    static List<Check> run(Archive archive, String day, Tail tail, int partitions, boolean atRest) {
        ArchiveCheck check = new ArchiveCheck(archive, tail, partitions);
        Map<Integer, List<Start>> starts = check.starts(day);
        for (int partition = 0; partition < partitions; partition++) {
            check.partition(partition, starts.getOrDefault(partition, List.of()), atRest);
        }
        return check.checks;
    }

    /** The latest day that any ledger key has a seal of. */
    static String latest(Archive archive) {
        return archive.keys().stream()
                .flatMap(key -> archive.days(key).stream())
                .max(Comparator.naturalOrder())
                .orElseThrow(() -> new IllegalArgumentException("the archive has no seal"));
    }

    private Map<Integer, List<Start>> starts(String day) {
        Map<Integer, List<Start>> starts = new TreeMap<>();
        boolean found = day.isEmpty();
        for (String key : archive.keys()) {
            List<String> days = archive.days(key);
            List<String> before =
                    days.stream().filter(one -> one.compareTo(day) <= 0).toList();
            List<Archived> seal = before.isEmpty() ? List.of() : seal(key, before.get(before.size() - 1));
            found |= !seal.isEmpty();
            if (!days.isEmpty()) {
                int home = Topics.partitionOf(key, partitions);
                starts.computeIfAbsent(home, absent -> new ArrayList<>())
                        .add(new Start(key, seal, days.subList(before.size(), days.size())));
            }
        }
        if (!found) {
            throw new IllegalArgumentException("the archive has no seal of " + day + " or an earlier day");
        }
        return starts;
    }

    private List<Archived> seal(String key, String day) {
        return archive.read(key, day).stream()
                .filter(archived -> archived.entry().getSeal() != null)
                .toList();
    }

    private void partition(int partition, List<Start> starts, boolean atRest) {
        checks.forEach(check -> check.begins(new Extent(partition, partitions, Set.of())));
        Map<String, Long> archived = new TreeMap<>();
        for (Start start : starts) {
            for (Archived part : start.seal) {
                feed(part, Check::base);
                archived.put(start.key, part.entry().getSeq());
            }
        }
        merged(starts, next -> {
            feed(next, Check::entry);
            archived.put(next.entry().getLedgerKey(), next.entry().getSeq());
        });
        long from = archive.positions().getOrDefault(partition, 0L);
        tail.read(partition, from, (where, entry) -> {
            if (entry.getSeq() > archived.getOrDefault(entry.getLedgerKey(), 0L)) {
                feed(new Archived(where, entry), Check::entry);
            }
        });
        checks.forEach(check -> check.ends(atRest));
    }

    private interface Feed {
        void to(Check check, Where where, LedgerEntry entry);
    }

    private void feed(Archived archived, Feed feed) {
        LedgerEntry entry = archived.entry();
        for (Check check : checks) {
            try {
                feed.to(check, archived.where(), entry);
            } catch (ArithmeticException e) {
                check.findings()
                        .violation(
                                archived.where(), "amounts whose sums fit in 64 bits", String.valueOf(e.getMessage()));
            }
            check.findings().located(archived.where(), entry.getLedgerKey(), entry.getSeq());
        }
    }

    /** The archived days of all keys of a partition in order of offset, a day of each key in memory at a time. */
    private void merged(List<Start> starts, Consumer<Archived> to) {
        PriorityQueue<Days> queue = new PriorityQueue<>(Comparator.comparingLong(Days::offset));
        for (Start start : starts) {
            Days days = new Days(archive, start.key, start.days);
            if (days.hasNext()) {
                queue.add(days);
            }
        }
        while (!queue.isEmpty()) {
            Days next = queue.remove();
            to.accept(next.next());
            if (next.hasNext()) {
                queue.add(next);
            }
        }
    }

    /** Entries of the days of a ledger key. */
    private static final class Days implements Iterator<Archived> {

        private final Archive archive;
        private final String key;
        private final Iterator<String> days;
        private List<Archived> day = List.of();
        private int index;

        Days(Archive archive, String key, List<String> days) {
            this.archive = archive;
            this.key = key;
            this.days = days.iterator();
        }

        @Override
        public boolean hasNext() {
            while (index == day.size() && days.hasNext()) {
                day = archive.read(key, days.next());
                index = 0;
            }
            return index < day.size();
        }

        @Override
        public Archived next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return day.get(index++);
        }

        long offset() {
            return hasNext() ? day.get(index).where().offset() : Long.MAX_VALUE;
        }
    }
}
