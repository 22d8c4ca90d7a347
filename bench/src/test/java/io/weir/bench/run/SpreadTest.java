package io.weir.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class SpreadTest {

    @Test
    void theMedianOfAnOddNumberIsTheMiddleOne() {
        assertEquals(new Spread(1, 2, 9), Spread.of(DoubleStream.of(9, 1, 2)));
    }

    @Test
    void theMedianOfAnEvenNumberIsBetweenTheTwoInTheMiddle() {
        assertEquals(new Spread(1, 3, 9), Spread.of(DoubleStream.of(9, 1, 2, 4)));
    }

    @Test
    void nothing_orWhatIsNoNumber_hasNoSpread() {
        assertThrows(IllegalArgumentException.class, () -> Spread.of(DoubleStream.empty()));
        assertThrows(IllegalArgumentException.class, () -> Spread.of(DoubleStream.of(1, Double.NaN)));
    }

    @Test
    void readsAsMedianAndRange() {
        assertEquals("1,234.5 (1.0–2,000.0)", new Spread(1, 1234.5, 2000).text(1));
    }
}
