package io.weir.infra.faults.site;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands before the registry and hands requests on, late or wrongly on demand. */
public final class RegistryProxy implements AutoCloseable {

    /** How it answers. */
    public enum Mood {
        HONEST,
        /** The true answer after 5 s. */
        SLOW,
        /** 500 to all. */
        ERROR,
        /** 404 of a server that knows no such path. */
        NOT_FOUND
    }

    private static final Duration DELAY = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(20);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String registry;
    private final AtomicInteger requests = new AtomicInteger();
    private volatile Mood mood = Mood.HONEST;

    private RegistryProxy(HttpServer server, String registry) {
        this.server = server;
        this.registry = registry;
    }

    static RegistryProxy before(String registry) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            RegistryProxy proxy = new RegistryProxy(server, registry);
            server.createContext("/", proxy::answer);
            server.setExecutor(proxy.threads);
            server.start();
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen", e);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public void mood(Mood newMood) {
        mood = newMood;
    }

    /** Requests so far: a crash loop or a missing back-off shows in it. */
    public int requests() {
        return requests.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        try (exchange) {
            switch (mood) {
                case HONEST -> handOn(exchange);
                case SLOW -> {
                    Await.elapsed(DELAY);
                    handOn(exchange);
                }
                case ERROR -> refuse(exchange, 500, "{\"error_code\":50001,\"message\":\"out of order\"}");
                case NOT_FOUND -> refuse(exchange, 404, "no such page");
            }
        }
    }

    private void handOn(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(registry + exchange.getRequestURI().toString()))
                .timeout(ANSWER)
                .method(
                        exchange.getRequestMethod(),
                        body.length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        if (type != null) {
            request.header("Content-Type", type);
        }
        HttpResponse<byte[]> response;
        try {
            response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        } catch (IOException e) {
            return; // the registry is down: so is the connection, without an answer
        }
        response.headers().firstValue("Content-Type").ifPresent(value -> exchange.getResponseHeaders()
                .set("Content-Type", value));
        send(exchange, response.statusCode(), response.body());
    }

    private static void refuse(HttpExchange exchange, int status, String body) throws IOException {
        exchange.getRequestBody().readAllBytes();
        send(exchange, status, body.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
