package io.weir.workers.engine;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Where an OpenAI-compatible server is.
 *
 * @param baseUrl up to and including the version, such as {@code http://localhost:8080/v1}
 * @param apiKey sent as a bearer token where there is one
 * @param timeout longest time for a whole answer
 * @param maxResponseBytes larger answers are an error; bounded by what a Kafka record may hold
 */
public record OpenAiConfig(URI baseUrl, Optional<String> apiKey, Duration timeout, int maxResponseBytes) {

    /** Long reasoning on slow hardware; a query with a deadline ends earlier. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(10);

    /** Half of what a record may be (4 MiB), so that an answer always fits into its outcome. */
    public static final int DEFAULT_MAX_RESPONSE_BYTES = 2 * 1024 * 1024;

    public OpenAiConfig {
        if (baseUrl.getHost() == null || !("http".equals(baseUrl.getScheme()) || "https".equals(baseUrl.getScheme()))) {
            throw new IllegalArgumentException("baseUrl: " + baseUrl + " is not an http or https address");
        }
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException("timeout: " + timeout + " is not positive");
        }
        if (maxResponseBytes < 1) {
            throw new IllegalArgumentException("maxResponseBytes: " + maxResponseBytes + " is not positive");
        }
        if (apiKey.isPresent() && apiKey.get().isBlank()) {
            throw new IllegalArgumentException("apiKey: is blank");
        }
    }

    /** A server without a key, with the default bounds. */
    public static OpenAiConfig at(String baseUrl) {
        return new OpenAiConfig(URI.create(baseUrl), Optional.empty(), DEFAULT_TIMEOUT, DEFAULT_MAX_RESPONSE_BYTES);
    }

    /**
     * The same with a key from the environment.
     *
     * @throws IllegalArgumentException where the variable is not set
     */
    public OpenAiConfig withKeyFrom(String variable) {
        String key = System.getenv(variable);
        if (key == null || key.isBlank()) {
            throw new IllegalArgumentException("API key: the environment variable " + variable + " is not set");
        }
        return new OpenAiConfig(baseUrl, Optional.of(key), timeout, maxResponseBytes);
    }

    URI chatCompletions() {
        String base = baseUrl.toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + "/chat/completions");
    }

    /** Without the key: configurations are logged. */
    @Override
    public String toString() {
        return "OpenAiConfig[" + baseUrl + (apiKey.isPresent() ? ", with a key" : "") + "]";
    }
}
