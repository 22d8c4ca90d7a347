package io.weir.bench.poison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class WindowsTest {

    private final Windows windows = new Windows(1_000, 100, 20, 2); // quiet, poison, quiet, poison

    @Test
    void quietComesFirst_thenPoison_inTurn() {
        assertEquals(0, windows.at(1_000));
        assertEquals(1, windows.at(1_100));
        assertEquals(3, windows.at(1_399));
        assertFalse(Windows.isPoison(0));
        assertTrue(Windows.isPoison(1));
        assertEquals(1_400, windows.endNanos());
    }

    @Test
    void beforeAndBehindThereIsNone() {
        assertEquals(-1, windows.at(999));
        assertEquals(-1, windows.at(1_400));
        assertEquals(OptionalInt.empty(), windows.countedAt(1_400));
    }

    @Test
    void theBeginningOfAWindowCountsForNobody() {
        assertEquals(OptionalInt.empty(), windows.countedAt(1_119));
        assertEquals(OptionalInt.of(1), windows.countedAt(1_120));
        assertEquals(OptionalInt.of(1), windows.countedAt(1_199));
    }

    @Test
    void onlyWindowsOfPoisonAddToItsTime() {
        assertEquals(0, windows.poisonedNanos(900));
        assertEquals(0, windows.poisonedNanos(1_100));
        assertEquals(50, windows.poisonedNanos(1_150));
        assertEquals(100, windows.poisonedNanos(1_250));
        assertEquals(200, windows.poisonedNanos(9_999));
    }

    @Test
    void windowsAreLongerThanTheirBeginning() {
        assertThrows(IllegalArgumentException.class, () -> new Windows(0, 20, 20, 1));
        assertThrows(IllegalArgumentException.class, () -> new Windows(0, 20, 0, 0));
    }
}
