package io.weir.core.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.core.query.QueryKey;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeedsTest {

    @Test
    void aSeed_isTheSameForever() {
        // A replay of last year's log must draw as it did then: a change of this number is a change of the policy.
        assertEquals(3596874753790671418L, Seeds.seed(new QueryKey("acme", "q1"), 1, "random-1"));
    }

    @Test
    void everyPart_counts_andSoDoTheirBoundaries() {
        Set<Long> seeds = Set.of(
                Seeds.seed(new QueryKey("ab", "c"), 1, "v"),
                Seeds.seed(new QueryKey("a", "bc"), 1, "v"),
                Seeds.seed(new QueryKey("ab", "c"), 2, "v"),
                Seeds.seed(new QueryKey("ab", "c"), 1, "w"),
                Seeds.seed(new QueryKey("ab", ""), 1, "v"),
                Seeds.seed(new QueryKey("", "abc"), 1, "v"),
                Seeds.seed(new QueryKey("ab", "c1"), 1, "v"));
        assertEquals(7, seeds.size()); // Set.of refuses duplicates
    }

    @Test
    void bits_areEven() {
        int[] ones = new int[64];
        for (int i = 0; i < 4_000; i++) {
            long seed = Seeds.seed(new QueryKey("acme", "q" + i), 1, "v");
            for (int bit = 0; bit < 64; bit++) {
                ones[bit] += (int) (seed >>> bit & 1);
            }
        }
        for (int count : ones) {
            assertTrue(count > 1_800 && count < 2_200, "half of 4,000 within 6 deviations: " + count);
        }
    }
}
