package io.weir.infra.registry.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.infra.registry.log.LateLog;
import io.weir.infra.registry.operation.Registrations;
import io.weir.infra.registry.operation.RegistryException;
import io.weir.infra.registry.operation.Submission;
import io.weir.infra.registry.store.SchemaText;
import io.weir.infra.registry.store.SchemaVersion;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegistryTest {

    private final Registry registry = new Registry();
    private final LateLog log = new LateLog(registry::apply);

    @Test
    void writeAfterOneThatTimedOut_decidesOnceThatOneIsFolded() {
        log.slow(true);
        assertThrows(RegistryException.class, () -> register("a", "int"));
        log.slow(false);
        assertEquals(2, register("b", "string").id(), "id 1 is the late schema's");
        assertEquals(1, register("a", "int").id());
        assertEquals(3, register("c", "long").id());
    }

    @Test
    void whileItIsNotKnownWhetherAWriteStands_nothingIsDecided() {
        log.slow(true);
        assertThrows(RegistryException.class, () -> register("a", "int"));
        assertThrows(
                RegistryException.class,
                () -> registry.write(log, store -> {
                    throw new AssertionError("decided on a state that may lack a fact");
                }));
    }

    private SchemaVersion register(String subject, String type) {
        SchemaText text = new SchemaText(SchemaText.AVRO, "\"" + type + "\"", List.of());
        return registry.write(
                log, store -> Registrations.register(store, subject, new Submission(text, null, null, false)));
    }
}
