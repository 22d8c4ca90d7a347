package io.weir.core.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class UsageTest {

    @Test
    void partsMustFitTheirWhole() {
        assertEquals(10, new Usage(10, 4, 6, 0, 0).inputTokens());
        assertEquals(10, new Usage(0, 0, 0, 10, 10).reasoningTokens());
        assertThrows(IllegalArgumentException.class, () -> new Usage(10, 5, 6, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new Usage(0, 0, 0, 10, 11));
        assertThrows(IllegalArgumentException.class, () -> new Usage(10, Long.MAX_VALUE, Long.MAX_VALUE, 0, 0));
    }

    @Test
    void noPartMayBeNegative() {
        assertThrows(IllegalArgumentException.class, () -> new Usage(-1, 0, 0, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new Usage(0, -1, 0, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new Usage(0, 0, -1, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new Usage(0, 0, 0, -1, 0));
        assertThrows(IllegalArgumentException.class, () -> new Usage(0, 0, 0, 0, -1));
    }

    @Test
    void aTotalBeyondALong_throws() {
        assertEquals(Long.MAX_VALUE, Usage.of(Long.MAX_VALUE, 0).totalTokens());
        assertThrows(
                ArithmeticException.class, () -> Usage.of(Long.MAX_VALUE, 1).totalTokens());
    }

    @Test
    void theGreaterOfTwo_isValidAndNotBelowEitherInput() {
        assertEquals(new Usage(9, 2, 3, 8, 5), new Usage(9, 2, 1, 4, 4).max(new Usage(5, 1, 3, 8, 5)));
        // Two reports whose parts together exceed the greater input: cache writes count first.
        assertEquals(new Usage(10, 1, 9, 0, 0), new Usage(10, 9, 0, 0, 0).max(new Usage(9, 0, 9, 0, 0)));
        Random random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            Usage one = usage(random);
            Usage two = usage(random);
            Usage greater = one.max(two);
            assertTrue(greater.totalTokens() >= Math.max(one.totalTokens(), two.totalTokens()));
            assertEquals(greater, greater.max(one));
        }
    }

    private static Usage usage(Random random) {
        int input = random.nextInt(20);
        int cached = random.nextInt(input + 1);
        int output = random.nextInt(20);
        return new Usage(input, cached, random.nextInt(input - cached + 1), output, random.nextInt(output + 1));
    }
}
