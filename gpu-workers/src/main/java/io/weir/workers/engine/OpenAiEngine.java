package io.weir.workers.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.weir.core.query.ErrorClass;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Any server that speaks OpenAI's chat completions: vLLM, llama.cpp, TGI, a provider's API.
 *
 * <p>HTTP/1.1 without redirects, so that a key never travels to another host. The time bound covers the whole answer, its
 * body included. An interrupt or the end of the time closes the connection, which is how such servers learn to stop.
 */
public final class OpenAiEngine implements Engine {

    /** A server that does not take the connection in this time is down, however long answers may take. */
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private static final JsonMapper JSON = new JsonMapper();

    private final OpenAiConfig config;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
    private final Map<Long, CompletableFuture<?>> running = new ConcurrentHashMap<>();
    private final AtomicLong calls = new AtomicLong();
    private volatile boolean closed;

    public OpenAiEngine(OpenAiConfig config) {
        this.config = config;
    }

    @Override
    public String name() {
        return "openai";
    }

    @Override
    public EngineReply ask(EngineRequest request) throws EngineException, InterruptedException {
        long start = System.nanoTime();
        HttpResponse<byte[]> response = exchange(request);
        long micros = (System.nanoTime() - start) / 1000;
        JsonNode body = json(response);
        if (response.statusCode() != 200) {
            throw OpenAiErrors.of(response.statusCode(), body);
        }
        if (!body.isObject()) {
            throw EngineException.cutOff(ErrorClass.PROVIDER, "bad_response", "the response is not a JSON object", 0);
        }
        return OpenAiReplies.read(body, response.headers().firstValue("x-request-id"), micros);
    }

    private HttpResponse<byte[]> exchange(EngineRequest request) throws EngineException, InterruptedException {
        Duration bound = request.remaining().compareTo(config.timeout()) < 0 ? request.remaining() : config.timeout();
        AtomicBoolean sent = new AtomicBoolean();
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(http(request, sent), info -> new BoundedBody(config.maxResponseBytes()));
        long call = calls.incrementAndGet();
        running.put(call, answer);
        try {
            if (closed) {
                answer.cancel(true);
            }
            return answer.get(bound.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            String late = "no answer within " + bound.toMillis() + " ms";
            throw ended(sent.get(), ErrorClass.PROVIDER, EngineException.TIMEOUT, late);
        } catch (CancellationException e) {
            throw wasClosed(sent.get());
        } catch (ExecutionException e) {
            // Cancelling closes the connection, and the error of that may come before the cancellation itself.
            throw closed
                    ? wasClosed(sent.get())
                    : failed(sent.get(), Optional.ofNullable(e.getCause()).orElse(e));
        } finally {
            answer.cancel(true);
            running.remove(call);
        }
    }

    private HttpRequest http(EngineRequest request, AtomicBoolean sent) {
        HttpRequest.Builder http = HttpRequest.newBuilder(config.chatCompletions())
                .header("content-type", "application/json")
                .POST(new NotedBody(request.body().forEngine(request.model(), request.ceiling()), sent));
        config.apiKey().ifPresent(key -> http.header("authorization", "Bearer " + key));
        return http.build();
    }

    private static EngineException wasClosed(boolean sent) {
        return ended(sent, ErrorClass.OWN, "engine_closed", "the engine was closed");
    }

    private EngineException failed(boolean sent, Throwable cause) {
        if (cause instanceof BoundedBody.TooLargeException
                || cause.getCause() instanceof BoundedBody.TooLargeException) {
            String message = String.valueOf(cause.getMessage());
            return EngineException.cutOff(
                    ErrorClass.PROVIDER, "response_too_large", message, config.maxResponseBytes());
        }
        String code = cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException
                ? "connect"
                : "connection";
        return ended(sent, ErrorClass.PROVIDER, code, cause.toString());
    }

    private static EngineException ended(boolean sent, ErrorClass errorClass, String code, String message) {
        return sent
                ? EngineException.cutOff(errorClass, code, message, 0)
                : new EngineException(errorClass, code, message);
    }

    private static JsonNode json(HttpResponse<byte[]> response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    @Override
    public void close() {
        closed = true;
        running.values().forEach(answer -> answer.cancel(true));
    }
}
