package io.weir.schemas.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

final class ProbeServerTest {

    private static final String LOOPBACK = "127.0.0.1";

    private record Fixed(boolean isAlive, boolean isReady, String state) implements Probe {}

    private static HttpResponse<String> get(ProbeServer server, String path) throws Exception {
        URI uri = URI.create("http://" + LOOPBACK + ":" + server.port() + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void whatHoldsIsOk_andWhatDoesNotIsUnavailable() throws Exception {
        try (ProbeServer server = ProbeServer.start(LOOPBACK, 0, new Fixed(true, false, "REBALANCING"))) {
            HttpResponse<String> alive = get(server, "/livez");
            HttpResponse<String> ready = get(server, "/readyz");

            assertEquals(200, alive.statusCode());
            assertEquals("{\"alive\":true,\"state\":\"REBALANCING\"}", alive.body());
            assertEquals(503, ready.statusCode());
            assertEquals("{\"ready\":false,\"state\":\"REBALANCING\"}", ready.body());
        }
    }

    @Test
    void anotherPathIsNotFound() throws Exception {
        try (ProbeServer server = ProbeServer.start(LOOPBACK, 0, new Fixed(true, true, "RUNNING"))) {
            assertEquals(404, get(server, "/livez/more").statusCode());
            assertEquals(404, get(server, "/").statusCode());
        }
    }

    @Test
    void aPortThatIsTakenIsNamed() {
        try (ProbeServer server = ProbeServer.start(LOOPBACK, 0, new Fixed(true, true, "RUNNING"))) {
            UncheckedIOException refused = assertThrows(
                    UncheckedIOException.class,
                    () -> ProbeServer.start(LOOPBACK, server.port(), new Fixed(true, true, "RUNNING")));

            assertEquals("cannot listen on " + LOOPBACK + ":" + server.port(), refused.getMessage());
        }
    }
}
