package io.weir.schemas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.weir.v1.Cancel;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaReadinessTest {

    private static final Cancel CANCEL = Cancel.newBuilder()
            .setTenant("acme")
            .setQueryId("q-1")
            .setRequestedAt(Instant.EPOCH)
            .build();

    /** Fails a number of times, then for ever once it is told to. */
    private static final class Failing extends MockSchemaRegistryClient {
        private int failures;
        private boolean gone;

        private void ask() throws IOException {
            if (gone || failures-- > 0) {
                throw new IOException("no registry");
            }
        }

        @Override
        public synchronized int register(String subject, ParsedSchema schema)
                throws IOException, io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException {
            ask();
            return super.register(subject, schema);
        }

        @Override
        public ParsedSchema getSchemaById(int id)
                throws IOException, io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException {
            ask();
            return super.getSchemaById(id);
        }
    }

    private final Failing registry = new Failing();

    @Test
    void whatIsReady_doesWithoutTheRegistry() {
        byte[] written = new AvroWire(registry).encode(Topics.CANCELS, CANCEL);
        AvroWire wire = new AvroWire(registry);

        SchemaReadiness.await(wire, List.of(Topics.CANCELS), List.of(Topics.CANCELS));
        registry.gone = true;

        assertEquals(CANCEL, wire.decode(Topics.CANCELS, wire.encode(Topics.CANCELS, CANCEL)));
        assertEquals(CANCEL, wire.decode(Topics.CANCELS, written));
        assertThrows(WireException.class, () -> wire.schemaId(Topics.LEDGER));
    }

    @Test
    void aRegistryThatIsNotThereYet_isWaitedFor() {
        AvroWire wire = new AvroWire(registry);
        registry.failures = 1;

        SchemaReadiness.await(wire, List.of(Topics.CANCELS), List.of());
        registry.gone = true;

        assertEquals(wire.schemaId(Topics.CANCELS), wire.schemaId(Topics.CANCELS));
    }
}
