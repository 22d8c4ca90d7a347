package io.weir.router;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.core.routing.Effect;
import io.weir.core.routing.Input;
import io.weir.core.routing.Router;
import io.weir.router.state.RouterStore;
import io.weir.router.state.StoreState;
import io.weir.schemas.AvroWire;
import io.weir.schemas.EventTemplate;
import io.weir.schemas.Topics;
import io.weir.schemas.WireException;
import io.weir.schemas.codec.DeadLetters;
import io.weir.schemas.codec.EffectCodec;
import io.weir.schemas.codec.InboxCodec;
import io.weir.schemas.codec.InvalidRecord;
import io.weir.schemas.codec.Micros;
import io.weir.schemas.codec.Publication;
import io.weir.v1.Coordinates;
import io.weir.v1.DeadLetter;
import io.weir.v1.Inbox;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Decode, decide, apply, encode: one step of the state machine for each record of the inbox. */
final class RouterProcessor implements Processor<byte[], byte[], byte[], Outgoing> {

    static final String STATE = "state";
    private static final String SOURCE = "/weir/router";
    private static final long MICROS_PER_MILLI = 1_000L;

    private final Router router;
    private final AvroWire wire;
    /** Of each record that is published, by its class. */
    private final IdentityHashMap<Class<?>, EventTemplate> templates = new IdentityHashMap<>();

    private @Nullable ProcessorContext<byte[], Outgoing> context;
    private @Nullable StoreState state;

    RouterProcessor(Router router, AvroWire wire) {
        this.router = router;
        this.wire = wire;
    }

    @Override
    public void init(ProcessorContext<byte[], Outgoing> newContext) {
        context = newContext;
        RouterStore store = newContext.getStateStore(STATE);
        state = new StoreState(store.tables(), store::append);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        StoreState now = java.util.Objects.requireNonNull(state);
        long at = Router.clock(now, record.timestamp() * MICROS_PER_MILLI);
        EffectCodec codec = new EffectCodec(at, coordinates());
        Input input;
        try {
            input = input(record);
        } catch (WireException e) {
            if (e.kind() == WireException.Kind.REGISTRY_UNAVAILABLE) {
                throw e; // the record is not at fault: the thread starts again from it
            }
            publish(
                    record,
                    deadLetter(
                            codec, DeadLetters.of(codec.cause(), record.key(), record.value(), record.headers(), e)));
            return;
        } catch (InvalidRecord e) {
            String reason = e.violation().reason();
            publish(
                    record,
                    deadLetter(
                            record,
                            codec,
                            e.violation().code(),
                            e.violation().field(),
                            e.violation().value(),
                            reason));
            return;
        }
        List<Effect> effects;
        try {
            effects = router.step(now, input, at, codec.cause().getOffset());
        } catch (ArithmeticException | IllegalArgumentException e) {
            // A number that no bound foresaw: deciding has changed nothing, and one record must not stop the partition.
            publish(record, deadLetter(record, codec, "undecidable", null, null, e.toString()));
            return;
        }
        for (Effect effect : effects) {
            Optional<Publication<?>> publication = codec.publication(effect);
            if (publication.isPresent()) {
                publish(record, publication.get());
            }
        }
        now.flush();
    }

    private Input input(Record<byte[], byte[]> record) {
        Inbox inbox = wire.decode(Topics.INBOX, record.value() == null ? new byte[0] : record.value());
        return InboxCodec.toCore(inbox);
    }

    private Coordinates coordinates() {
        RecordMetadata metadata = context().recordMetadata().orElseThrow();
        return new Coordinates(metadata.topic(), metadata.partition(), metadata.offset());
    }

    private Publication<?> deadLetter(
            Record<byte[], byte[]> record,
            EffectCodec codec,
            String code,
            @Nullable String field,
            @Nullable String value,
            String reason) {
        return deadLetter(
                codec,
                DeadLetters.of(
                        codec.cause(), record.key(), record.value(), record.headers(), code, field, value, reason));
    }

    private static Publication<?> deadLetter(EffectCodec codec, DeadLetter letter) {
        letter.setAt(Micros.instant(codec.atMicros()));
        return new Publication<>(Topics.DLQ, "", letter.getId(), letter, "");
    }

    private <T extends SpecificRecord> void publish(Record<byte[], byte[]> cause, Publication<T> publication) {
        if (publication.value() instanceof DeadLetter letter
                && letter.getRecordKey() == null
                && letter.getRecordValue() == null) {
            DeadLetters.keep(letter, cause.key(), cause.value(), new RecordHeaders());
        }
        RecordHeaders headers = templates
                .computeIfAbsent(publication.topic().type(), RouterProcessor::template)
                .headers(publication.id(), cause.timestamp(), publication.traceparent());
        Outgoing outgoing = new Outgoing(
                publication.topic().name(),
                context().taskId().partition(),
                wire.encode(publication.topic(), publication.value()));
        byte[] key = publication.key().isEmpty() ? null : publication.key().getBytes(UTF_8);
        context().forward(new Record<>(key, outgoing, cause.timestamp(), headers));
    }

    private static EventTemplate template(Class<?> type) {
        return new EventTemplate(SOURCE, "io.weir." + type.getSimpleName() + ".v1");
    }

    private ProcessorContext<byte[], Outgoing> context() {
        return java.util.Objects.requireNonNull(context);
    }
}
