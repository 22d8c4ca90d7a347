package io.weir.bench.overshoot;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.bench.run.Reading;
import io.weir.schemas.AvroWire;
import io.weir.schemas.Topics;
import io.weir.v1.Result;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Sees results as they are committed: of the load only that they are there, by the id in their headers; of other queries what
 * they say.
 */
final class Results implements AutoCloseable {

    /** What ids of the load begin with; a number follows. */
    static final String LOAD = "q-";

    private final AvroWire wire;
    private final LongConsumer seen;
    private final AtomicLong count = new AtomicLong();
    private final Map<String, Result> others = new ConcurrentHashMap<>();
    private final Reading reading;

    /** @param seen is told the number of each query of the load that has its result */
    Results(String bootstrap, AvroWire wire, LongConsumer seen) {
        this.wire = wire;
        this.seen = seen;
        reading = Reading.fromTheStart("results", bootstrap, List.of(Topics.RESULTS.name()), this::take);
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        String id = new String(record.headers().lastHeader("ce_id").value(), UTF_8);
        String queryId = id.substring(id.indexOf('/') + 1);
        if (queryId.startsWith(LOAD)) {
            count.incrementAndGet();
            seen.accept(Long.parseLong(queryId.substring(LOAD.length())));
        } else {
            others.put(queryId, wire.decode(Topics.RESULTS, record.value()));
        }
    }

    /** Results of the load. */
    long count() {
        reading.requireAlive();
        return count.get();
    }

    /** The result of a query that is not of the load, once it is there. */
    @Nullable
    Result of(String queryId) {
        reading.requireAlive();
        return others.get(queryId);
    }

    @Override
    public void close() {
        reading.close();
    }
}
