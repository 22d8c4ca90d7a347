package io.weir.infra.local.archive;

import io.weir.infra.local.archive.DayWriter.LedgerEntryEnd;
import io.weir.infra.local.cluster.Span;
import io.weir.infra.local.cluster.TopicReader;
import io.weir.infra.local.cluster.Where;
import io.weir.schemas.Topics;
import io.weir.v1.LedgerEntry;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * Archives the sealed days of a ledger. It reads on from where the last run left off and skips what is archived; what is not
 * sealed yet is left to a later run.
 */
public final class Archiver {

    /**
     * What a run has done.
     *
     * @param days files that were written
     * @param entries entries in them
     * @param unsealed entries that wait for their seal
     */
    public record Done(long days, long entries, long unsealed) {}

    private final Archive archive;
    private final Map<String, DayWriter> open = new HashMap<>();
    private final Map<String, LedgerEntryEnd> ends = new HashMap<>();
    private final Map<String, Long> waiting = new HashMap<>();
    private long days;
    private long entries;
    private long unsealed;

    private Archiver(Archive archive) {
        this.archive = archive;
    }

    /**
     * Writes every sealed day that is not archived.
     *
     * @throws IllegalStateException if an entry does not follow the one before by its number and its chain; nothing of that
     *     day is kept
     */
    public static Done run(TopicReader reader, Archive archive) {
        Archiver archiver = new Archiver(archive);
        Map<Integer, Long> positions = new TreeMap<>(archive.positions());
        reader.committed(reader.partitions(Topics.LEDGER)).forEach((partition, span) -> {
            Span rest = span.from(positions.getOrDefault(partition.partition(), span.start()));
            positions.put(partition.partition(), archiver.partition(reader, partition, rest));
        });
        archive.positions(positions);
        return new Done(archiver.days, archiver.entries, archiver.unsealed);
    }

    /** @return offset of the first entry that is not archived yet */
    private long partition(TopicReader reader, TopicPartition partition, Span span) {
        try {
            reader.read(
                    partition,
                    span,
                    record -> add(new Archived(Where.of(record), reader.decode(Topics.LEDGER, record))));
            unsealed += waiting.values().stream().mapToLong(Long::longValue).sum();
            return open.values().stream()
                    .mapToLong(DayWriter::firstOffset)
                    .min()
                    .orElse(span.end());
        } finally {
            open.values().forEach(DayWriter::drop);
            open.clear();
            ends.clear();
            waiting.clear();
        }
    }

    /** Takes in the next entry of a partition. */
    private void add(Archived archived) {
        LedgerEntry entry = archived.entry();
        String key = entry.getLedgerKey();
        LedgerEntryEnd end = ends.computeIfAbsent(key, absent -> archive.last(key)
                .map(last -> LedgerEntryEnd.of(last.entry()))
                .orElse(LedgerEntryEnd.START));
        if (entry.getSeq() <= end.seq()) {
            return;
        }
        DayWriter writer = open.computeIfAbsent(key, absent -> new DayWriter(archive, end, archived));
        waiting.merge(key, 1L, Long::sum);
        if (writer.add(archived)) {
            days++;
            entries += waiting.getOrDefault(key, 0L);
            waiting.remove(key);
            open.remove(key);
            ends.put(key, LedgerEntryEnd.of(entry));
        }
    }

    /** The same from entries that are at hand, of one partition in order of offset. */
    static Done run(Iterable<Archived> partition, Archive archive) {
        Archiver archiver = new Archiver(archive);
        try {
            partition.forEach(archiver::add);
            long unsealed = archiver.waiting.values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            return new Done(archiver.days, archiver.entries, unsealed);
        } finally {
            archiver.open.values().forEach(DayWriter::drop);
        }
    }
}
