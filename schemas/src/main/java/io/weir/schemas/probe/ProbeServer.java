package io.weir.schemas.probe;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.function.BooleanSupplier;

/** Answers {@code /livez} and {@code /readyz} for a part, on the JDK's own server with one thread. */
public final class ProbeServer implements AutoCloseable {

    private static final int HOLDS = 200;
    private static final int DOES_NOT_HOLD = 503;
    private static final int NOT_FOUND = 404;
    /** As many as may wait to be answered; supervisors ask one at a time. */
    private static final int BACKLOG = 16;

    private final HttpServer server;

    private ProbeServer(HttpServer server) {
        this.server = server;
    }

    /**
     * Starts to answer.
     *
     * @param host address to bind
     * @param port port to bind; 0: any free one
     * @throws UncheckedIOException where the address cannot be bound; names it
     */
    public static ProbeServer start(String host, int port, Probe probe) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(host, port), BACKLOG);
            server.createContext("/livez", exchange -> answer(exchange, "alive", probe::isAlive, probe));
            server.createContext("/readyz", exchange -> answer(exchange, "ready", probe::isReady, probe));
            server.start();
            return new ProbeServer(server);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on " + host + ":" + port, e);
        }
    }

    private static void answer(HttpExchange exchange, String name, BooleanSupplier question, Probe probe)
            throws IOException {
        try (exchange) {
            // A context takes every path that begins with its own.
            if (!exchange.getRequestURI()
                    .getPath()
                    .equals(exchange.getHttpContext().getPath())) {
                exchange.sendResponseHeaders(NOT_FOUND, -1);
                return;
            }
            boolean holds = question.getAsBoolean();
            byte[] body = ("{\"" + name + "\":" + holds + ",\"state\":\"" + probe.state() + "\"}").getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(holds ? HOLDS : DOES_NOT_HOLD, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** Port that it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
