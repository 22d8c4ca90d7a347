package io.weir.streams.http;

import io.javalin.http.Context;
import io.weir.streams.query.ViewsUnavailableException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * Asks the instance that has the views (KIP-535) and passes its answer on. A request is passed on once: an instance that
 * is asked by another one and has not the views either says so.
 */
final class Forwarder {
    private static final String FORWARDED = "X-Weir-Forwarded";
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    void forward(Context context, URI instance) {
        if (context.header(FORWARDED) != null) {
            throw new ViewsUnavailableException("the views of this tenant are moving");
        }
        String query = context.queryString() == null ? "" : "?" + context.queryString();
        URI target = URI.create(instance + context.req().getRequestURI() + query);
        HttpRequest request = HttpRequest.newBuilder(target)
                .timeout(TIMEOUT)
                .header(FORWARDED, "1")
                .build();
        try {
            HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            context.status(answer.statusCode()).contentType("application/json").result(answer.body());
        } catch (IOException e) {
            throw new ViewsUnavailableException("the instance that has the views does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ViewsUnavailableException("stopping", e);
        }
    }
}
