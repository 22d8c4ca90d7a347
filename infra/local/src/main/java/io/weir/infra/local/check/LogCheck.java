package io.weir.infra.local.check;

import io.weir.infra.local.cluster.Span;
import io.weir.infra.local.cluster.TopicReader;
import io.weir.infra.local.cluster.Where;
import io.weir.schemas.Topic;
import io.weir.schemas.Topics;
import io.weir.v1.Attempt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * I5: no transaction is open, and every record has been read by those that it is for, work only while it is asked for. At
 * rest what is not so is a violation; otherwise it is counted.
 *
 * <p>The router commits every few milliseconds as long as clocks tick, so a transaction that is open at this instant says
 * nothing. What must hold is that all that was written when a look began is stable when it ends: the last stable offset has
 * reached what was the end; and that no transaction has been open for longer than any commit takes.
 */
final class LogCheck implements Check {

    /** A hundred times the router's commit interval; its transactions time out after 10 s. */
    private static final Duration LONG = Duration.ofSeconds(5);

    private static final Set<String> ENDS = Set.of("posted", "voided", "expired");

    private static final String PREFIX = "weir";

    private final TopicReader reader;
    private final CheckOptions options;
    private final Findings findings = Findings.counting("partitions", "open transactions", "unread");

    private LogCheck(TopicReader reader, CheckOptions options) {
        this.reader = reader;
        this.options = options;
    }

    /** Looks until all is at rest, or as long as there is patience. */
    static LogCheck of(TopicReader reader, CheckOptions options, Patience patience) {
        while (true) {
            LogCheck check = new LogCheck(reader, options);
            check.look();
            if (check.findings.clean() || !patience.again()) {
                return check;
            }
        }
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

    private void look() {
        Map<String, Integer> present = reader.topics();
        List<TopicPartition> partitions = new ArrayList<>();
        present.forEach((topic, count) -> {
            for (int i = 0; topic.startsWith(PREFIX) && i < count; i++) {
                partitions.add(new TopicPartition(topic, i));
            }
        });
        findings.add("partitions", partitions.size());
        unstable(partitions);
        reader.positions().transactionsOpenFor(LONG).forEach(open -> {
            findings.count("open transactions");
            violation(Where.none("transaction " + open, 0), "it to end within " + LONG, "it open");
        });
        Readers.of(present.keySet(), reader.positions()).forEach(group -> unread(group));
    }

    private void unstable(List<TopicPartition> partitions) {
        Map<TopicPartition, Long> ends = reader.highWatermarks(partitions);
        Map<TopicPartition, Span> committed = reader.committed(partitions);
        for (TopicPartition partition : partitions) {
            long end = ends.getOrDefault(partition, 0L);
            long stable = committed.getOrDefault(partition, new Span(0, 0)).end();
            if (stable < end) {
                findings.count("open transactions");
                violation(
                        new Where(partition.topic(), partition.partition(), stable),
                        "the last stable offset at the end, " + end,
                        stable + ", held by " + reader.positions().writersIn(partition));
            }
        }
    }

    private void unread(Readers group) {
        if (group.offsets().isEmpty()) {
            findings.note("group " + group.name() + " has no offsets: its lag is not judged");
            return;
        }
        boolean counted = group.isFlink() && !options.wantsFlinkCurrent();
        List<TopicPartition> partitions = group.topics().stream()
                .flatMap(topic -> reader.partitions(topic).stream())
                .toList();
        reader.committed(partitions).forEach((partition, span) -> {
            Span rest = span.from(group.offsets().getOrDefault(partition, span.start()));
            List<Where> unread = unread(group, partition, rest);
            long left = Math.min(unread.size(), group.left().getOrDefault(partition, Long.MAX_VALUE));
            for (Where where : unread.subList(unread.size() - (int) left, unread.size())) {
                findings.count("unread");
                findings.count("unread by " + group.name());
                if (!counted) {
                    violation(where, "a record that group " + group.name() + " has read", "it is at " + rest.start());
                }
            }
        });
    }

    private List<Where> unread(Readers group, TopicPartition partition, Span rest) {
        if (group.isWorkers()) {
            return unreadWork(partition, rest);
        }
        List<Where> unread = new ArrayList<>();
        reader.read(partition, rest, record -> {
            if (!Readers.isTick(reader, record)) {
                unread.add(Where.of(record));
            }
        });
        return unread;
    }

    /** A work order that was not read, and its attempt where it is one. */
    private record Order(Where where, Optional<AttemptId> attempt) {}

    /**
     * Work whose hold is open. A worker that is killed keeps what it had in hand locked for as long as a lease; by then the
     * router may have ended the attempt, and who is handed the order reports it lost, which changes nothing.
     */
    private List<Where> unreadWork(TopicPartition partition, Span rest) {
        // All topics of attempts have one schema.
        Topic<Attempt> topic = Topics.attempts(Topics.tierOf(partition.topic()).orElseThrow(), Topics.LANES.get(0));
        List<Order> orders = new ArrayList<>();
        reader.read(partition, rest, record -> {
            Optional<AttemptId> attempt = reader.decode(topic, record, e -> {})
                    .map(order -> AttemptId.of(order.getTenant(), order.getQueryId(), order.getAttempt()));
            orders.add(new Order(Where.of(record), attempt));
        });
        if (!orders.isEmpty()) {
            Set<AttemptId> ended = endedIn(partition.partition());
            orders.removeIf(order -> order.attempt().filter(ended::contains).isPresent());
        }
        return orders.stream().map(Order::where).toList();
    }

    private Set<AttemptId> endedIn(int partition) {
        Set<AttemptId> ended = new HashSet<>();
        TopicPartition ledger = new TopicPartition(Topics.LEDGER.name(), partition);
        Span whole = reader.committed(List.of(ledger)).getOrDefault(ledger, new Span(0, 0));
        reader.read(ledger, whole, record -> reader.decode(Topics.LEDGER, record, e -> {})
                .filter(entry -> ENDS.contains(entry.getKind()))
                .filter(entry -> entry.getQueryId() != null && entry.getAttempt() != null)
                .ifPresent(entry ->
                        ended.add(AttemptId.of(entry.getLedgerKey(), entry.getQueryId(), entry.getAttempt()))));
        return ended;
    }

    private void violation(Where where, String expected, String found) {
        if (options.atRest()) {
            findings.violation(where, expected, found);
        }
    }
}
