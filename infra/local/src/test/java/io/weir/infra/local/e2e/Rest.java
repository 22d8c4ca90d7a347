package io.weir.infra.local.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** GET on a server, as curl does. */
final class Rest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String url;

    Rest(String url) {
        this.url = url;
    }

    /** The answer as JSON. @throws IllegalStateException where its status is not 200 */
    JsonNode json(String path) {
        try {
            return JSON.readTree(text(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The answer as text. @throws IllegalStateException where its status is not 200 */
    String text(String path) {
        HttpResponse<String> response = get(path);
        if (response.statusCode() != 200) {
            throw new IllegalStateException(url + path + ": " + response.statusCode() + " " + response.body());
        }
        return response.body();
    }

    /** Sends a PATCH without a body. @throws IllegalStateException where it is not accepted */
    void patch(String path) {
        HttpResponse<String> response = send("PATCH", path);
        if (response.statusCode() / 100 != 2) {
            throw new IllegalStateException(url + path + ": " + response.statusCode() + " " + response.body());
        }
    }

    private HttpResponse<String> get(String path) {
        return send("GET", path);
    }

    private HttpResponse<String> send(String method, String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .timeout(Duration.ofSeconds(20))
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(url + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
