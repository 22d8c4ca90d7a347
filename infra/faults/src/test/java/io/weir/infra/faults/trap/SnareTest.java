package io.weir.infra.faults.trap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.infra.faults.trap.Snare.Action;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnareTest {

    @TempDir
    Path directory;

    @Test
    void armedByTheHarness_isTakenByThePart() {
        TrapFile file = new TrapFile(directory);
        Snare snare = new Snare(Point.BEFORE_POST, 3, Action.STOP);

        file.arm(snare);
        assertFalse(file.isArmed());
        assertEquals(Optional.of(snare), file.take());

        file.taken();
        assertTrue(file.isArmed());
        assertEquals(Optional.empty(), file.take());
    }

    @Test
    void lastWordOfThePart_isReadByTheHarness() {
        TrapFile file = new TrapFile(directory);
        assertEquals(Optional.empty(), file.sprung());
        file.note("acme/q-1/1/held");
        assertEquals(Optional.of("acme/q-1/1/held"), file.sprung());

        file.arm(new Snare(Point.RUNNING, 1, Action.HALT));
        assertEquals(Optional.empty(), file.sprung());
    }

    @Test
    void hitBelowOne_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Snare(Point.RUNNING, 0, Action.HALT));
    }

    @Test
    void lineOfAnotherForm_isRefusedByName() {
        IllegalArgumentException error =
                assertThrows(IllegalArgumentException.class, () -> Snare.parse("HOLD_TAKEN 3"));
        assertTrue(String.valueOf(error.getMessage()).contains("HOLD_TAKEN 3"), error.getMessage());
    }
}
