package io.weir.infra.local.dlq;

import io.weir.infra.local.cluster.Span;
import io.weir.infra.local.cluster.TopicReader;
import io.weir.infra.local.cluster.Where;
import io.weir.infra.local.text.Printable;
import io.weir.schemas.Topics;
import io.weir.v1.DeadLetter;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.kafka.common.TopicPartition;

/** The fold of the topic of dead letters, read from its first record to its committed end. */
final class DeadRecords {

    private DeadRecords() {}

    /**
     * All, in the order in which they were refused.
     *
     * @param err is told of each record of the topic that is no letter
     * @throws io.weir.schemas.WireException if the registry cannot be asked
     */
    static List<DeadRecord> read(TopicReader reader, PrintWriter err) {
        Map<String, DeadRecord> byId = new HashMap<>();
        reader.readAll(Topics.DLQ, record -> {
            Where where = Where.of(record);
            reader.decode(
                            Topics.DLQ,
                            record,
                            e -> err.println(Printable.line(where + " is no dead letter: " + e.getMessage())))
                    .ifPresent(letter -> {
                        DeadRecord before = byId.get(letter.getId());
                        byId.put(
                                letter.getId(),
                                before == null ? DeadRecord.of(letter, where) : before.with(letter, where));
                    });
        });
        List<DeadRecord> all = new ArrayList<>(byId.values());
        all.sort(Comparator.comparing(DeadRecord::at).thenComparing(DeadRecord::id));
        return all;
    }

    /** The letter that holds the record. @throws NoSuchElementException if retention took it meanwhile */
    static DeadLetter letter(TopicReader reader, DeadRecord record) {
        Where where = record.letter();
        List<DeadLetter> found = new ArrayList<>(1);
        reader.read(
                new TopicPartition(where.topic(), where.partition()),
                new Span(where.offset(), where.offset() + 1),
                one -> found.add(reader.decode(Topics.DLQ, one)));
        return found.stream()
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("dead letter " + where + " is there no more"));
    }
}
