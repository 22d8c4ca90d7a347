package io.weir.bench.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * An OpenAI-compatible engine that takes 200 to 500 ms for an answer and keeps its own count of what it bills, by the request's
 * field {@code user}: {@code GET /count}. A request that has begun is billed, whether or not anybody waits for its end.
 */
final class Engine implements AutoCloseable {

    private static final int MOST_AT_A_TIME = 256;
    private static final long LEAST_MILLIS = 200;
    private static final long MOST_MILLIS = 500;
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(MOST_AT_A_TIME);
    private final Random random;
    private final Map<String, Counted> counts = new TreeMap<>();

    /** What was billed to a user. */
    record Counted(long requests, long inputTokens, long outputTokens) {
        static final Counted NOTHING = new Counted(0, 0, 0);

        Counted plus(Counted other) {
            return new Counted(
                    requests + other.requests, inputTokens + other.inputTokens, outputTokens + other.outputTokens);
        }
    }

    private Engine(long seed) throws IOException {
        random = new Random(seed);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), MOST_AT_A_TIME);
        server.setExecutor(threads);
        server.createContext("/v1/chat/completions", this::complete);
        server.createContext("/count", this::count);
        server.start();
    }

    static Engine start(long seed) throws IOException {
        return new Engine(seed);
    }

    /** Argument: seed. Prints its address and serves until it is ended. */
    public static void main(String[] arguments) throws IOException {
        Engine engine = start(Long.parseLong(arguments[0]));
        System.out.println("engine ready at " + engine.url());
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void complete(HttpExchange exchange) throws IOException {
        JsonNode request = JSON.readTree(exchange.getRequestBody());
        long input = EngineModel.TEMPLATE_TOKENS;
        for (JsonNode message : request.path("messages")) {
            input += bytes(message.path("role")) + bytes(message.path("content"));
        }
        EngineModel model = EngineModel.of(request.path("model").asText());
        long most = model.keepsToMaxTokens() ? request.path("max_tokens").asLong(Long.MAX_VALUE) : Long.MAX_VALUE;
        long millis;
        long length;
        synchronized (random) {
            millis = LEAST_MILLIS + random.nextInt((int) (MOST_MILLIS - LEAST_MILLIS + 1));
            length = model.answerTokens(random.nextGaussian());
        }
        Counted billed = new Counted(1, input, Math.min(most, length));
        synchronized (counts) {
            counts.merge(request.path("user").asText(""), billed, Counted::plus);
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
        answer(exchange, completion(model, billed, length > most));
    }

    private static int bytes(JsonNode text) {
        return text.asText().getBytes(UTF_8).length;
    }

    private static ObjectNode completion(EngineModel model, Counted billed, boolean cut) {
        ObjectNode body = JSON.createObjectNode();
        body.put("object", "chat.completion").put("model", model.tier());
        ObjectNode choice = body.putArray("choices").addObject();
        choice.put("index", 0).put("finish_reason", cut ? "length" : "stop");
        choice.putObject("message").put("role", "assistant").put("content", "Paris.");
        body.putObject("usage")
                .put("prompt_tokens", billed.inputTokens())
                .put("completion_tokens", billed.outputTokens())
                .put("total_tokens", billed.inputTokens() + billed.outputTokens());
        return body;
    }

    private void count(HttpExchange exchange) throws IOException {
        ObjectNode body = JSON.createObjectNode();
        synchronized (counts) {
            counts.forEach((user, counted) -> body.putObject(user)
                    .put("requests", counted.requests())
                    .put("input_tokens", counted.inputTokens())
                    .put("output_tokens", counted.outputTokens()));
        }
        answer(exchange, body);
    }

    private static void answer(HttpExchange exchange, ObjectNode body) throws IOException {
        byte[] bytes = body.toString().getBytes(UTF_8);
        exchange.getResponseHeaders().set("content-type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
