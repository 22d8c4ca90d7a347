package io.weir.infra.local.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class VitalsTest {

    private final Vitals vitals = new Vitals();

    @Test
    void aPartThatIsFoundDeadIsNamed() {
        AtomicBoolean alive = new AtomicBoolean(true);
        vitals.ask("router", () -> true);
        vitals.ask("streams", alive::get);
        assertEquals("", vitals.failure());

        alive.set(false);

        assertEquals("streams", vitals.failure());
    }

    @Test
    void aPartThatTellsIsBelieved() {
        vitals.ask("streams", () -> true);
        vitals.stopped("worker");

        assertEquals("worker", vitals.failure());
    }

    @Test
    void aPartThatCannotBeAskedIsDead() {
        vitals.ask("streams", () -> {
            throw new IllegalStateException("no threads");
        });

        assertEquals("streams", vitals.failure());
    }

    @Test
    void whatStopsOnceAllAreToldToIsNoFailure() {
        vitals.ask("streams", () -> false);

        vitals.end();

        assertEquals("", vitals.failure());
    }
}
