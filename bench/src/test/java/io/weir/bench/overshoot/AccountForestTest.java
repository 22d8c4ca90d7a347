package io.weir.bench.overshoot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AccountForestTest {

    private final AccountForest forest = new AccountForest(7, 1_000, 100_000);

    @Test
    void everyAccountIsBelowOneThatIsThere_andNoneIsDeeperThanEight() {
        Set<String> paths = new HashSet<>();
        int deepest = 0;
        for (int i = 0; i < forest.size(); i++) {
            String path = forest.path(i);
            int slash = path.lastIndexOf('/');
            assertTrue(slash < 0 || paths.contains(path.substring(0, slash)), path);
            assertTrue(paths.add(path), path);
            assertTrue(!forest.limits(i).isEmpty(), path);
            deepest = Math.max(deepest, path.split("/").length);
        }
        assertEquals(1_000, paths.size());
        assertEquals(8, deepest);
    }

    @Test
    void accountsAreDrawnByZipf() {
        int[] drawn = new int[forest.size()];
        for (int i = 0; i < 100_000; i++) {
            drawn[forest.drawn(i / 100_000.0)]++;
        }
        java.util.Arrays.sort(drawn);
        double harmonic = 0;
        for (int rank = 1; rank <= 1_000; rank++) {
            harmonic += 1.0 / rank;
        }
        assertEquals(100_000 / harmonic, drawn[999], 2);
        assertEquals(100_000 / harmonic / 2, drawn[998], 2);
        assertEquals(100_000 / harmonic / 100, drawn[900], 2);
    }

    @Test
    void theSameSeed_givesTheSameAccountsAndLimits() {
        AccountForest again = new AccountForest(7, 1_000, 100_000);
        for (int i = 0; i < forest.size(); i++) {
            assertEquals(forest.path(i), again.path(i));
            assertEquals(forest.limits(i), again.limits(i));
        }
    }
}
