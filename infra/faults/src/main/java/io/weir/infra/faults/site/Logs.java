package io.weir.infra.faults.site;

import io.weir.infra.local.cluster.Addresses;
import io.weir.infra.local.cluster.Span;
import io.weir.infra.local.cluster.TopicReader;
import io.weir.schemas.AvroWire;
import io.weir.schemas.Topic;
import io.weir.schemas.Topics;
import io.weir.schemas.WireException;
import io.weir.v1.Attempt;
import io.weir.v1.LedgerEntry;
import io.weir.v1.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;

/** What the topics say. */
public final class Logs {

    private final Addresses addresses;
    private final AvroWire wire;

    /** @param wire knows the schemas, so that a registry that is down keeps nobody from looking */
    Logs(Addresses addresses, AvroWire wire) {
        this.addresses = addresses;
        this.wire = wire;
    }

    /** Runs with a reader of committed records. */
    public <T> T committed(Function<TopicReader, T> reading) {
        try (TopicReader reader = TopicReader.open(addresses, IsolationLevel.READ_COMMITTED, wire)) {
            return reading.apply(reader);
        }
    }

    /** Committed values of a topic, by partition and offset; what cannot be decoded is passed over. */
    public <T extends SpecificRecord> List<T> values(Topic<T> topic) {
        return committed(reader -> {
            List<T> values = new ArrayList<>();
            reader.readAll(topic, record -> decoded(reader, topic, record, values));
            return values;
        });
    }

    /** Committed ledger entries of a tenant, in order. */
    public List<LedgerEntry> ledger(String tenant) {
        return values(Topics.LEDGER).stream()
                .filter(entry -> entry.getLedgerKey().equals(tenant))
                .toList();
    }

    /** Committed results of a tenant. */
    public List<Result> results(String tenant) {
        return values(Topics.RESULTS).stream()
                .filter(result -> result.getTenant().equals(tenant))
                .toList();
    }

    /** Committed records of a topic as they came. */
    public List<ConsumerRecord<byte[], byte[]>> records(Topic<?> topic) {
        return committed(reader -> {
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            reader.readAll(topic, records::add);
            return records;
        });
    }

    /** Work orders of all tiers. */
    public List<Attempt> attempts() {
        return committed(reader -> {
            List<Attempt> values = new ArrayList<>();
            for (String name : reader.topics().keySet()) {
                if (Topics.tierOf(name).isPresent()) {
                    String lane = name.split("\\.", -1)[3];
                    Topic<Attempt> topic = Topics.attempts(Topics.tierOf(name).get(), lane);
                    reader.readAll(topic, record -> decoded(reader, topic, record, values));
                }
            }
            return values;
        });
    }

    /** Every ledger entry that was ever sent, of open and aborted transactions too. */
    public List<LedgerEntry> uncommittedLedger() {
        try (TopicReader reader = TopicReader.open(addresses, IsolationLevel.READ_UNCOMMITTED, wire)) {
            List<LedgerEntry> entries = new ArrayList<>();
            reader.highWatermarks(reader.partitions(Topics.LEDGER))
                    .forEach((partition, end) -> reader.read(
                            partition, new Span(0, end), record -> decoded(reader, Topics.LEDGER, record, entries)));
            return entries;
        }
    }

    private static <T extends SpecificRecord> void decoded(
            TopicReader reader, Topic<T> topic, ConsumerRecord<byte[], byte[]> record, List<T> to) {
        try {
            to.add(reader.decode(topic, record));
        } catch (WireException e) {
            if (e.kind() == WireException.Kind.REGISTRY_UNAVAILABLE) {
                throw e;
            }
        }
    }
}
