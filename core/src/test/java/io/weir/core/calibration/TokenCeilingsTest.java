package io.weir.core.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.core.calibration.TokenCeilings.Level;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TokenCeilingsTest {

    @Test
    void sizesAreAFactorOfFourApart() {
        assertEquals(0, TokenCeilings.size(0));
        assertEquals(1, TokenCeilings.size(1));
        assertEquals(1, TokenCeilings.size(3));
        assertEquals(2, TokenCeilings.size(4));
        assertEquals(2, TokenCeilings.size(15));
        assertEquals(3, TokenCeilings.size(16));
        assertEquals(6, TokenCeilings.size(4_095));
        assertEquals(7, TokenCeilings.size(4_096));
        assertEquals(TokenCeilings.LARGEST_SIZE, TokenCeilings.size(Long.MAX_VALUE));
    }

    @Test
    void theMarginShrinksWithWhatIsKnown_andRoundsUp() {
        assertEquals(OptionalLong.of(110), of(new Level(100, 100)));
        assertEquals(OptionalLong.of(101), of(new Level(10_000, 100)));
        assertEquals(OptionalLong.of(102), of(new Level(9_999, 100)), "101.0001 is rounded up");
        assertEquals(OptionalLong.of(1), of(new Level(100, 0)), "an engine is asked for one token at least");
    }

    @Test
    void fewerThanAHundredAnswersSayNothing() {
        assertEquals(OptionalLong.empty(), of(new Level(99, 100)));
        assertEquals(OptionalLong.empty(), of(Level.NONE));
    }

    @Test
    void thePromptsOwnSizeCounts_andAllSizesWhereItIsNotKnown() {
        TokenCeilings ceilings = new TokenCeilings(
                new Level(10_000, 100), Map.of(2, new Level(10_000, 1_000), 3, new Level(99, 10_000)));
        assertEquals(OptionalLong.of(1_010), ceilings.outputCeiling(15));
        assertEquals(OptionalLong.of(101), ceilings.outputCeiling(16), "99 answers of this size");
        assertEquals(OptionalLong.of(101), ceilings.outputCeiling(64), "none of this size");
    }

    @Test
    void countsAndTokensAreNotNegative() {
        assertThrows(IllegalArgumentException.class, () -> new Level(-1, 0));
        assertThrows(IllegalArgumentException.class, () -> new Level(0, -1));
    }

    private static OptionalLong of(Level level) {
        return new TokenCeilings(level, Map.of()).outputCeiling(100);
    }
}
