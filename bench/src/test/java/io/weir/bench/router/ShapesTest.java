package io.weir.bench.router;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.weir.bench.router.Shapes.Kind;
import io.weir.bench.router.Shapes.Shape;
import io.weir.schemas.AvroWire;
import io.weir.schemas.Topics;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The load is what the router takes, and the floor writes what the router writes. */
class ShapesTest {

    @TempDir
    Path directory;

    private final AvroWire wire = new AvroWire(new MockSchemaRegistryClient());

    @Test
    void aQueryIsDecidedHeldAndSent_itsOutcomePostedAndItsResultWritten() {
        Map<Kind, Shape> shapes = Shapes.take(wire, directory);

        assertEquals(
                List.of(Topics.attempts("small", "interactive").name(), Topics.DECISIONS.name(), Topics.LEDGER.name()),
                topics(shapes.get(Kind.QUERY)));
        assertEquals(
                List.of(Topics.LEDGER.name(), Topics.OUTCOMES.name(), Topics.RESULTS.name()),
                topics(shapes.get(Kind.OUTCOME)));
        assertEquals(List.of(), topics(shapes.get(Kind.CLAIM)));
        assertEquals(List.of(), topics(shapes.get(Kind.TICK)));
        for (Shape shape : shapes.values()) {
            assertTrue(!shape.writes().isEmpty());
        }
    }

    /** Each write is a record of the changelog: one too many costs router and broker alike. */
    @Test
    void aStepIsOneRecordOfTheChangelog() {
        Shapes.take(wire, directory)
                .forEach((kind, shape) -> assertEquals(1, shape.writes().size(), kind.name()));
    }

    private static List<String> topics(Shape shape) {
        return shape.outputs().stream().map(Shapes.Output::topic).sorted().toList();
    }

    @Test
    void aKindIsReadOffTheFirstField() {
        Load load = new Load(wire, "inbox", 1, 1_000);
        Instant now = Instant.parse("2026-01-01T00:00:00Z");

        assertEquals(Optional.of(Kind.QUERY), Kind.of(load.query(1, now).value()));
        assertEquals(Optional.of(Kind.CLAIM), Kind.of(load.claim(1, now).value()));
        assertEquals(Optional.of(Kind.OUTCOME), Kind.of(load.outcome(1, now).value()));
        assertEquals(Optional.of(Kind.TICK), Kind.of(load.tick(1).value()));
        BenchCatalogue.declare(load, now, record -> assertEquals(Optional.empty(), Kind.of(record.value())));
    }

    @Test
    void theNumberOfAQueryIsFoundInKeysAndIds() {
        assertEquals(123, Load.number(Topics.attemptKey("tenant-59", "q-000000000123")));
        assertEquals(
                1_234_567, Load.number("tenant-7/q-000001234567".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }
}
