package io.weir.infra.local.servers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * A server that speaks enough of the OpenAI API, as a process of its own: it answers 7 to everything. On its class path are the
 * JDK and the tests alone.
 */
final class FakeProvider {

    private static final String ANSWER =
            """
            {"model":"fake","choices":[{"message":{"role":"assistant","content":"7"},"finish_reason":"stop"}],
             "usage":{"prompt_tokens":12,"completion_tokens":1}}""";

    private FakeProvider() {}

    /** Listens on a port until its input ends. With a second argument it ends at once, after saying it. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length > 1) {
            System.out.println(arguments[1]);
            return;
        }
        InetSocketAddress address =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
        HttpServer server = HttpServer.create(address, 0);
        server.createContext("/health", exchange -> answer(exchange, "{\"status\":\"ok\"}"));
        server.createContext("/v1/chat/completions", exchange -> answer(exchange, ANSWER));
        server.start();
        System.in.readAllBytes();
        server.stop(0);
    }

    private static void answer(HttpExchange exchange, String body) throws IOException {
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("content-type", "application/json");
        exchange.sendResponseHeaders(200, body.getBytes(UTF_8).length);
        exchange.getResponseBody().write(body.getBytes(UTF_8));
        exchange.close();
    }
}
