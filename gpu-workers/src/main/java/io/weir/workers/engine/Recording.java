package io.weir.workers.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.weir.core.cost.Usage;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;

/**
 * One recorded answer.
 *
 * @param serviceMicros time that the model took, microseconds; where the recording's latency is contended or absent it
 *     follows from the tokens and the model's rate
 */
record Recording(String output, String finish, Usage usage, long serviceMicros) {

    /** What a recording is found by: model and SHA-256 of the last user text, lower-case hex. */
    record Key(String model, String promptSha256) {

        static Key of(String model, String prompt) {
            return new Key(model, sha256(prompt));
        }

        private static String sha256(String text) {
            try {
                MessageDigest digest = MessageDigest.getInstance("SHA-256");
                return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }
    }

    private static final JsonMapper JSON = new JsonMapper();

    /**
     * Reads the recordings of some models, one JSON object a line.
     *
     * @throws IllegalArgumentException naming line and field where one is missing or wrong, where a key occurs twice, or
     *     where a model has no line at all
     */
    static Map<Key, Recording> read(Path file, Map<String, TokenRate> rates) throws IOException {
        Map<Key, Recording> recordings = new HashMap<>();
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            int number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                Line each = new Line(file, ++number, JSON.readTree(line));
                String model = each.text("model");
                TokenRate rate = rates.get(model);
                if (rate != null && recordings.put(each.key(), each.recording(rate)) != null) {
                    throw each.bad("prompt_sha256", "occurs a second time for the model " + model);
                }
            }
        }
        Set<String> missing = new java.util.TreeSet<>(rates.keySet());
        recordings.keySet().forEach(key -> missing.remove(key.model()));
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("models: " + missing + " have no recording in " + file);
        }
        return Map.copyOf(recordings);
    }

    private record Line(Path file, int number, JsonNode json) {

        Key key() {
            return new Key(text("model"), text("prompt_sha256"));
        }

        Recording recording(TokenRate rate) {
            Usage usage = new Usage(count("prompt_tokens"), count("cached_tokens"), 0, count("completion_tokens"), 0);
            boolean speed = json.path("latency_ms").isNumber()
                    && !json.path("contended").asBoolean();
            long micros = speed ? Math.round(json.path("latency_ms").doubleValue() * 1000) : rate.micros(usage);
            return new Recording(text("output"), text("finish"), usage, micros);
        }

        String text(String field) {
            if (!json.path(field).isTextual()) {
                throw bad(field, "is not a text");
            }
            return json.path(field).textValue();
        }

        long count(String field) {
            if (!json.path(field).isIntegralNumber()) {
                throw bad(field, "is not a whole number");
            }
            return json.path(field).longValue();
        }

        IllegalArgumentException bad(String field, String why) {
            return new IllegalArgumentException(
                    file + " line " + number + ", " + field + ": " + json.path(field) + " " + why);
        }
    }
}
