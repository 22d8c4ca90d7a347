package io.weir.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ViewsConfigTest {
    private static final Path DIR = Path.of("state");

    private static ViewsConfig config(String registry, int port, String advertised, Duration retention) {
        return new ViewsConfig("127.0.0.1:9092", registry, DIR, "0.0.0.0", port, advertised, retention);
    }

    private static void refused(String key, Executable making) {
        String message = assertThrows(IllegalArgumentException.class, making).getMessage();
        assertTrue(message.startsWith(key + " "), message);
    }

    @Test
    void aMistakeNamesItsKey() {
        Duration day = Duration.ofDays(1);
        refused("bootstrap", () -> ViewsConfig.local(" ", "http://r", DIR, 0));
        refused("registry", () -> config("ftp://r", 0, "h", day));
        refused("registry", () -> config("http://r,nonsense", 0, "h", day));
        refused("http-port", () -> config("http://r", 65_536, "h", day));
        refused("http-port", () -> config("http://r", -1, "h", day));
        refused("advertised-host", () -> config("http://r", 0, "0.0.0.0", day));
        refused("retention", () -> config("http://r", 0, "h", Duration.ofSeconds(59)));
        refused("retention", () -> config("http://r", 0, "h", Duration.ofDays(4000)));
    }

    @Test
    void bothEndsOfEachRange_areAccepted() {
        assertEquals(
                65_535,
                config("http://a,https://b:8081", 65_535, "h", Duration.ofMinutes(1))
                        .httpPort());
        assertEquals(0, ViewsConfig.local("b:1", "http://r", DIR, 0).httpPort());
    }
}
