package io.weir.infra.local.check;

import io.weir.infra.local.archive.Archive;
import io.weir.infra.local.check.CheckOptions.Aggregates;
import io.weir.infra.local.cluster.Addresses;
import io.weir.infra.local.cluster.Span;
import io.weir.infra.local.cluster.TopicReader;
import io.weir.infra.local.cluster.Where;
import io.weir.schemas.Topic;
import io.weir.schemas.Topics;
import io.weir.v1.Attempt;
import io.weir.v1.Inbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.TopicPartition;

/** The independent checker of the books; feeds every check with one reading of the topics. */
public final class Checker {

    private final LogSource source;
    private final RecordsCheck records = new RecordsCheck();
    private final IntakeCheck intake = new IntakeCheck();
    private final List<Check> checks = List.of(
            records,
            intake,
            new HomeCheck(),
            new SequenceCheck(),
            new ChainCheck(),
            new SealCheck(),
            new LimitCheck(),
            new LabelCheck(),
            new ResultCheck(),
            new HoldCheck(),
            new CostCheck(),
            new BillCheck(),
            new WorkCheck());

    private Checker(LogSource source) {
        this.source = source;
    }

    /**
     * Checks everything that a running cluster holds. It moves nobody's offsets and writes nothing.
     *
     * @param bootstrap brokers, {@code host:port}
     * @param registry URL of the schema registry
     * @throws RuntimeException if something cannot be read: then nothing is known of the books
     */
    public static Report check(String bootstrap, String registry, CheckOptions options) {
        try (TopicReader reader = TopicReader.open(Addresses.of(bootstrap, registry))) {
            return check(reader, options);
        }
    }

    static Report check(TopicReader reader, CheckOptions options) {
        // First the log, then what Flink makes of it: waiting for both to be at rest brings the ends of the reading
        // with it.
        Patience patience = new Patience(options.patience());
        LogCheck log = LogCheck.of(reader, options, patience);
        List<Check> last = new ArrayList<>();
        if (options.aggregates() != Aggregates.NONE) {
            last.add(AggregatesCheck.of(() -> KafkaLogSource.open(reader), options, patience));
        }
        last.add(log);
        List<Check> checks = new ArrayList<>(run(KafkaLogSource.open(reader), options.atRest()));
        checks.addAll(last);
        return new Report(checks, options.atRest());
    }

    /**
     * Checks the ledger from a seal of an archive on, and what the topic has after it.
     *
     * @param day day of the seal, such as 2026-11-30; empty: from the first archived entry
     */
    static Report check(TopicReader reader, Archive archive, String day, boolean atRest) {
        int partitions = reader.partitions(Topics.LEDGER).size();
        List<Check> checks = ArchiveCheck.run(
                archive,
                day,
                (partition, from, to) -> {
                    TopicPartition of = new TopicPartition(Topics.LEDGER.name(), partition);
                    Span rest = reader.committed(List.of(of))
                            .getOrDefault(of, new Span(0, 0))
                            .from(from);
                    reader.read(of, rest, record -> to.accept(Where.of(record), reader.decode(Topics.LEDGER, record)));
                },
                partitions,
                atRest);
        return new Report(checks, atRest);
    }

    /** The checks after everything was read, in the order in which they are shown. */
    static List<Check> run(LogSource source, boolean atRest) {
        Checker checker = new Checker(source);
        for (Extent extent : source.extents()) {
            checker.partition(extent, atRest);
        }
        checker.intake.conclude(source);
        return checker.checks;
    }

    private void partition(Extent extent, boolean atRest) {
        checks.forEach(check -> check.begins(extent));
        int partition = extent.partition();
        inbox(partition);
        read(Topics.LEDGER, partition, (check, where, entry) -> {
            check.entry(where, entry);
            check.findings().located(where, entry.getLedgerKey(), entry.getSeq());
        });
        read(Topics.DECISIONS, partition, Check::decision);
        for (Topic<Attempt> topic : source.attempts()) {
            read(topic, partition, Check::attempt);
        }
        read(Topics.OUTCOMES, partition, Check::outcome);
        read(Topics.RESULTS, partition, Check::result);
        read(Topics.DLQ, partition, (check, where, letter) -> {});
        checks.forEach(check -> check.ends(atRest));
    }

    private void inbox(int partition) {
        source.read(
                Topics.INBOX,
                partition,
                (where, inbox) -> {
                    records.read(where);
                    intake.homed(inbox);
                    Optional<String> refused = source.deadLetter(where);
                    if (refused.isEmpty()) {
                        feed(where, inbox);
                    } else if (inbox.getQuery() != null) {
                        checks.forEach(check -> check.refused(where, refused.get()));
                    }
                },
                (where, reason) -> {
                    if (source.deadLetter(where).isEmpty()) {
                        records.undecodable(where, reason);
                    }
                });
    }

    private void feed(Where where, Inbox inbox) {
        if (inbox.getQuery() != null) {
            feed(where, inbox.getQuery(), Check::query);
        } else if (inbox.getPrice() != null) {
            checks.forEach(check -> check.price(inbox.getPrice()));
        } else if (inbox.getOutcome() != null) {
            checks.forEach(check -> check.reported(where, inbox.getOutcome()));
        }
    }

    private <T extends SpecificRecord> void read(Topic<T> topic, int partition, Feed<T> feed) {
        BiConsumer<Where, T> to = (where, value) -> {
            records.read(where);
            feed(where, value, feed);
        };
        source.read(topic, partition, to, records::undecodable);
    }

    /** Amounts that no honest log holds must end in a finding, not in a crash of the checker. */
    private <T> void feed(Where where, T value, Feed<T> feed) {
        for (Check check : checks) {
            try {
                feed.to(check, where, value);
            } catch (ArithmeticException e) {
                check.findings().violation(where, "amounts whose sums fit in 64 bits", String.valueOf(e.getMessage()));
            }
        }
    }

    private interface Feed<T> {
        void to(Check check, Where where, T value);
    }
}
