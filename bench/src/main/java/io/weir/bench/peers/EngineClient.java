package io.weir.bench.peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Asks the engine what it has billed. */
final class EngineClient {

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI counts;

    EngineClient(String url) {
        counts = URI.create(url + "/count");
    }

    Engine.Counted billedTo(String user) {
        try {
            String body = http.send(HttpRequest.newBuilder(counts).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
            JsonNode counted = JSON.readTree(body).path(user);
            return new Engine.Counted(
                    counted.path("requests").asLong(),
                    counted.path("input_tokens").asLong(),
                    counted.path("output_tokens").asLong());
        } catch (IOException e) {
            throw new UncheckedIOException("the engine does not say what it has billed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking the engine", e);
        }
    }
}
