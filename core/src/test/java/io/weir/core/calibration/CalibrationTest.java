package io.weir.core.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CalibrationTest {

    @Test
    void nothingKnown_isOneHalf() {
        assertEquals(0.5, Calibration.NONE.passProbability("small", "prose"));
        assertEquals(Optional.empty(), Calibration.NONE.tokens("small", "prose"));
    }

    @Test
    void aPosterior_isOfItsTierAndTask() {
        TokenMeans means = new TokenMeans(2, 10, 20);
        TierTask key = new TierTask("small", "prose");
        Calibration calibration =
                new Calibration("c", 0, 0, Map.of(key, new PassPosterior(3, 1)), Map.of(key, means), Map.of());
        assertEquals(0.75, calibration.passProbability("small", "prose"));
        assertEquals(0.5, calibration.passProbability("small", "poems"));
        assertEquals(0.5, calibration.passProbability("large", "prose"));
        assertEquals(Optional.of(means), calibration.tokens("small", "prose"));
    }

    @Test
    void aPosterior_countsPassesAndFails() {
        PassPosterior posterior = PassPosterior.COLD.after(true).after(true).after(false);
        assertEquals(new PassPosterior(3, 2), posterior);
        assertEquals(0.6, posterior.mean(), 1e-12);
    }

    @Test
    void aPosterior_isFiniteAndAboveZero() {
        assertTrue(new PassPosterior(1e-9, 1e9).mean() > 0);
        for (double wrong : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(IllegalArgumentException.class, () -> new PassPosterior(wrong, 1));
            assertThrows(IllegalArgumentException.class, () -> new PassPosterior(1, wrong));
        }
    }

    @Test
    void tokenMeans_areRoundedUp() {
        TokenMeans means = new TokenMeans(3, 9, 10);
        assertEquals(3, means.inputTokens());
        assertEquals(4, means.outputTokens());
        assertEquals(4, new TokenMeans(3, 10, 9).inputTokens());
        assertEquals(3, new TokenMeans(3, 10, 9).outputTokens());
        assertEquals(Long.MAX_VALUE, new TokenMeans(1, Long.MAX_VALUE, 0).inputTokens());
        assertEquals(1, new TokenMeans(Long.MAX_VALUE, 0, Long.MAX_VALUE).outputTokens());
    }

    @Test
    void tokenMeans_haveSomethingBehindThem() {
        assertEquals(0, new TokenMeans(1, 0, 0).inputTokens());
        assertThrows(IllegalArgumentException.class, () -> new TokenMeans(0, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new TokenMeans(1, -1, 1));
        assertThrows(IllegalArgumentException.class, () -> new TokenMeans(1, 1, -1));
    }
}
