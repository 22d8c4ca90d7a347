package io.weir.infra.local.check;

import io.weir.infra.local.cluster.Span;
import io.weir.infra.local.cluster.TopicReader;
import io.weir.infra.local.cluster.Where;
import io.weir.schemas.Topic;
import io.weir.schemas.Topics;
import io.weir.schemas.WireException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * I5: no transaction is open (the last stable offset is the end of the partition) and neither ingress nor the router has
 * records left to read. Ticks never end and do not count; feedback that the platform gives itself does not either.
 */
final class LogCheck implements Check {

    /** Above the router's transaction timeout of 10 s: a transaction of a killed router is aborted meanwhile. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final List<Topic<?>> INTERNAL = List.of(
            Topics.INBOX,
            Topics.LEDGER,
            Topics.DECISIONS,
            Topics.OUTCOMES,
            Topics.RESULTS,
            Topics.DLQ,
            Topics.ALERTS,
            Topics.CONTROLS);
    private static final Map<String, List<Topic<?>>> READERS = Map.of(
            "weir-router",
            List.of(Topics.INBOX),
            "weir-ingress",
            List.of(Topics.QUERIES, Topics.CANCELS, Topics.ACCOUNTS, Topics.TIERS, Topics.PRICES));

    private Findings findings = Findings.counting("partitions", "unread");

    private LogCheck() {}

    /**
     * Looks until all is at rest, or for {@link #PATIENCE}; without {@code atRest} once, and then counts only.
     *
     * @param attempts the attempts topics that there are
     */
    static LogCheck of(TopicReader reader, List<? extends Topic<?>> attempts, boolean atRest, Duration patience) {
        LogCheck check = new LogCheck();
        long start = System.nanoTime();
        do {
            check.findings = check.look(reader, attempts, atRest);
            if (check.findings.clean()) {
                return check;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        } while (System.nanoTime() - start < patience.toNanos());
        return check;
    }

    @Override
    public String name() {
        return "I5";
    }

    @Override
    public String rule() {
        return "no transaction is open, nothing is left unread";
    }

    @Override
    public Findings findings() {
        return findings;
    }

    private Findings look(TopicReader reader, List<? extends Topic<?>> attempts, boolean atRest) {
        Findings now = Findings.counting("partitions", "open transactions", "unread");
        List<Topic<?>> topics = new ArrayList<>(INTERNAL);
        topics.addAll(attempts);
        openTransactions(reader, topics, atRest, now);
        READERS.forEach((group, read) -> unread(reader, group, read, atRest, now));
        return now;
    }

    private static void openTransactions(TopicReader reader, List<Topic<?>> topics, boolean atRest, Findings now) {
        List<TopicPartition> partitions = new ArrayList<>();
        Map<String, Integer> present = reader.topics();
        for (Topic<?> topic : topics) {
            for (int i = 0; i < present.getOrDefault(topic.name(), 0); i++) {
                partitions.add(new TopicPartition(topic.name(), i));
            }
        }
        Map<TopicPartition, Span> committed = reader.committed(partitions);
        Map<TopicPartition, Long> ends = reader.highWatermarks(partitions);
        now.add("partitions", partitions.size());
        for (TopicPartition partition : partitions) {
            long stable = committed.getOrDefault(partition, new Span(0, 0)).end();
            long end = ends.getOrDefault(partition, 0L);
            if (stable != end) {
                now.count("open transactions");
                if (atRest) {
                    Where where = new Where(partition.topic(), partition.partition(), stable);
                    now.violation(where, "the last stable offset at the end, " + end, Long.toString(stable));
                }
            }
        }
    }

    private static void unread(TopicReader reader, String group, List<Topic<?>> topics, boolean atRest, Findings now) {
        Map<TopicPartition, Long> offsets = reader.committedBy(group);
        if (offsets.isEmpty()) {
            now.note("group " + group + " has no offsets: its lag is not judged");
            return;
        }
        List<TopicPartition> partitions = new ArrayList<>();
        topics.forEach(topic -> partitions.addAll(reader.partitions(topic)));
        Map<TopicPartition, Span> committed = new HashMap<>(reader.committed(partitions));
        committed.forEach((partition, span) -> {
            Span rest = span.from(offsets.getOrDefault(partition, span.start()));
            reader.read(partition, rest, record -> {
                if (isTick(reader, record)) {
                    return;
                }
                now.count("unread");
                if (atRest) {
                    Where where = new Where(record.topic(), record.partition(), record.offset());
                    now.violation(where, "a record that group " + group + " has read", "it is at " + rest.start());
                }
            });
        });
    }

    private static boolean isTick(TopicReader reader, ConsumerRecord<byte[], byte[]> record) {
        if (!record.topic().equals(Topics.INBOX.name())) {
            return false;
        }
        try {
            return reader.decode(Topics.INBOX, record).getKind().equals("tick");
        } catch (WireException e) {
            return false;
        }
    }
}
