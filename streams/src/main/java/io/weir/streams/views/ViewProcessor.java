package io.weir.streams.views;

import io.weir.schemas.WireException;
import io.weir.streams.store.StoredRecord;
import java.time.Duration;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * The shell around a view: decodes, folds, passes bad records over, and purges.
 *
 * <p>It purges by the greatest time that it has seen itself, so after a restart nothing goes before a new record has come.
 *
 * @param <T> record of the input
 */
final class ViewProcessor<T extends SpecificRecord> implements Processor<byte[], byte[], Void, Void> {
    /** How often it purges, on the wall clock; what goes is up to event time alone. */
    static final Duration PURGE_INTERVAL = Duration.ofMinutes(1);

    private final RecordReader<T> reader;
    private final View.Factory<T> factory;
    private final RecordMeters meters;
    private final long retentionMicros;

    private @Nullable ProcessorContext<Void, Void> context;
    private @Nullable View<T> view;
    /** Greatest time that a record of this task expires by; {@link Long#MIN_VALUE} before the first. */
    private long newestMicros = Long.MIN_VALUE;

    ViewProcessor(RecordReader<T> reader, View.Factory<T> factory, RecordMeters meters, Duration retention) {
        this.reader = reader;
        this.factory = factory;
        this.meters = meters;
        this.retentionMicros = retention.toNanos() / 1_000;
    }

    @Override
    public void init(ProcessorContext<Void, Void> taskContext) {
        context = taskContext;
        view = factory.open(taskContext::getStateStore);
        taskContext.schedule(PURGE_INTERVAL, PunctuationType.WALL_CLOCK_TIME, wallClock -> purge());
    }

    @Override
    public void process(Record<byte[], byte[]> input) {
        RecordMetadata at = Objects.requireNonNull(context).recordMetadata().orElseThrow();
        byte[] value = input.value();
        if (value == null) {
            skip(at, "tombstone", "no value");
            return;
        }
        try {
            fold(reader.read(value), value, at.offset());
            meters.folded(at.topic());
        } catch (WireException e) {
            if (e.kind() == WireException.Kind.REGISTRY_UNAVAILABLE) {
                throw e;
            }
            skip(at, e.kind().code(), String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            skip(at, "invalid", String.valueOf(e.getMessage()));
        } catch (ArithmeticException e) {
            skip(at, "overflow", String.valueOf(e.getMessage()));
        }
    }

    private void fold(T record, byte[] value, long offset) {
        View<T> open = Objects.requireNonNull(view);
        long expiresByMicros = open.expiresByMicros(record);
        open.fold(record, new StoredRecord(expiresByMicros, offset, value));
        if (expiresByMicros != StoredRecord.NEVER_EXPIRES) {
            newestMicros = Math.max(newestMicros, expiresByMicros);
        }
    }

    private void purge() {
        if (newestMicros != Long.MIN_VALUE) {
            Objects.requireNonNull(view).purge(newestMicros - retentionMicros);
        }
    }

    private void skip(RecordMetadata at, String cause, String detail) {
        meters.skipped(at.topic(), at.partition(), at.offset(), cause, detail);
    }
}
