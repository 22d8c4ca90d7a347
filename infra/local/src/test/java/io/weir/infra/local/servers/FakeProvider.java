package io.weir.infra.local.servers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A server that speaks enough of the OpenAI API, as a process of its own: it answers 7 to everything. */
public final class FakeProvider {

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

    /** How one is started on a port. */
    public static ServerCommand command(int port, Path log, String... more) {
        List<String> command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classes(),
                FakeProvider.class.getName(),
                Integer.toString(port)));
        command.addAll(List.of(more));
        return new ServerCommand("fake", command, Map.of(), URI.create("http://127.0.0.1:" + port + "/health"), log);
    }

    private static String classes() {
        String own = FakeProvider.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        return new File(own).getAbsolutePath();
    }

    /** A port that is free now. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
