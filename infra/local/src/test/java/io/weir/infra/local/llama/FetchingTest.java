package io.weir.infra.local.llama;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

final class FetchingTest {

    private static final long MB = 1_000_000;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void aPlainConsole_getsALineForEachThing() {
        Fetching fetching = fetching(false);
        fetching.begin("a");
        fetching.at(5 * MB);
        fetching.done(10 * MB);
        fetching.begin("b");
        fetching.end();

        assertEquals(
                """
                fetching [------------------------------] 0 of 30 MB  a
                fetching [##########--------------------] 10 of 30 MB  b
                """,
                printed.toString(UTF_8));
    }

    @Test
    void aConsoleThatRedraws_getsTheBarAgainWhenItChanges() {
        Fetching fetching = fetching(true);
        fetching.begin("a");
        fetching.at(3 * MB);
        fetching.at(3 * MB);
        fetching.done(30 * MB);
        fetching.end();

        assertEquals(
                "\r\u001b[Kfetching [###---------------------------] 3 of 30 MB  a"
                        + "\r\u001b[Kfetching [##############################] 30 of 30 MB  a\r\u001b[K",
                printed.toString(UTF_8));
    }

    @Test
    void moreBytesThanExpected_areNotShownBeyondTheWhole() {
        Fetching fetching = fetching(true);
        fetching.begin("a");
        fetching.at(40 * MB);

        assertEquals("\r\u001b[Kfetching [##############################] 30 of 30 MB  a", printed.toString(UTF_8));
    }

    private Fetching fetching(boolean redraws) {
        return new Fetching(new PrintStream(printed, true, UTF_8), redraws, 30 * MB);
    }
}
