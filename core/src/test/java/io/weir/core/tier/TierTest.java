package io.weir.core.tier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.core.energy.PowerProfile;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TierTest {

    private static Tier tier(String name, long window, long output, long template, long perMessage) {
        return new Tier(
                name,
                "m",
                Set.of(),
                window,
                output,
                template,
                perMessage,
                TierState.ACTIVE,
                Set.of(),
                PowerProfile.NONE,
                false,
                0);
    }

    @Test
    void aName_isOneToFortyOfLowerCaseDigitsAndDashes() {
        assertEquals("a", tier("a", 1, 0, 0, 0).name());
        assertEquals(40, tier("a-9".repeat(13) + "z", 1, 0, 0, 0).name().length());
        for (String wrong : List.of("", "a".repeat(41), "A", "a_b", "a.b", "ä", "a\n")) {
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> tier(wrong, 1, 0, 0, 0));
            assertTrue(refused.getMessage().contains(wrong));
        }
    }

    @Test
    void sizes_areInTheirRanges() {
        assertThrows(IllegalArgumentException.class, () -> tier("a", 0, 0, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> tier("a", 1, -1, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> tier("a", 1, 0, -1, 0));
        assertThrows(IllegalArgumentException.class, () -> tier("a", 1, 0, 0, -1));
    }

    @Test
    void theInputBound_isBytesPlusTemplate() {
        assertEquals(100 + 7 + 3 * 5, tier("a", 1, 0, 7, 5).inputTokenBound(100, 3));
    }

    @Test
    void fiveErrorsInARow_takeATierDown_andOneAnswerBringsItUp() {
        TierHealth health = TierHealth.UP.erred(1).erred(2).erred(3).erred(4);
        assertFalse(health.isDown());
        assertTrue(health.admits(4));
        health = health.erred(5);
        assertTrue(health.isDown());
        assertEquals(health, health.erred(6), "no more than five are counted: one answer is enough");
        assertFalse(health.answered().isDown());
        assertTrue(health.answered().admits(6));
    }

    @Test
    void theFirstProbe_waitsItsTimeFromTheErrorThatTookTheTierDown() {
        TierHealth down = new TierHealth(4, 0).erred(7_000_000);
        assertFalse(down.admits(7_000_000));
        assertFalse(down.erred(9_000_000).admits(7_000_000 + 4_999_999));
        assertTrue(down.erred(9_000_000).admits(7_000_000 + 5_000_000), "errors of older attempts do not put it off");
    }

    @Test
    void aProbe_goesEachFiveSeconds() {
        TierHealth down = new TierHealth(5, 0).sent(1_000);
        assertEquals(1_000, down.probedMicros());
        assertFalse(down.admits(1_000 + 4_999_999));
        assertTrue(down.admits(1_000 + 5_000_000));
        assertEquals(1_000, down.answered().probedMicros());
        assertEquals(1_000, down.erred(2_000).probedMicros());
    }

    @Test
    void states_areFoundByTheirNamesOnTheWire() {
        for (TierState state : TierState.values()) {
            assertEquals(Optional.of(state), TierState.of(state.wireName()));
        }
        assertEquals(Optional.empty(), TierState.of("Active"));
    }
}
