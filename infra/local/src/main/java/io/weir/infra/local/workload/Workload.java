package io.weir.infra.local.workload;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.infra.local.config.StackFile.WorkloadEntry;
import io.weir.v1.Query;
import io.weir.v1.Verifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The queries of a workload file, shared out over accounts in turn, round after round. */
public final class Workload {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** A line of the file. */
    record Line(String queryId, String task, String prompt, int maxTokens, VerifierLine verifier) {
        Line {
            Objects.requireNonNull(queryId, "query_id");
            Objects.requireNonNull(task, "task");
            Objects.requireNonNull(prompt, "prompt");
            Objects.requireNonNull(verifier, "verifier");
        }
    }

    record VerifierLine(String kind, Map<String, String> parameters) {}

    private final List<Line> lines;
    private final WorkloadEntry entry;
    private final int size;

    private Workload(List<Line> lines, WorkloadEntry entry, int size) {
        this.lines = List.copyOf(lines);
        this.entry = entry;
        this.size = size;
    }

    /** @throws IllegalArgumentException naming the file and line that is wrong */
    public static Workload read(Path file, WorkloadEntry entry) throws IOException {
        List<Line> lines = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            try {
                lines.add(JSON.readValue(line, Line.class));
            } catch (IOException | NullPointerException e) {
                throw new IllegalArgumentException(
                        file + ":" + (lines.size() + 1) + ": not a query of a workload: " + e.getMessage(), e);
            }
        }
        if (lines.isEmpty()) {
            throw new IllegalArgumentException(file + " has no queries");
        }
        return new Workload(lines, entry, lines.size() * entry.rounds());
    }

    /** The first queries, where it has more. */
    public Workload limited(int most) {
        return new Workload(lines, entry, Math.min(most, size));
    }

    public int size() {
        return size;
    }

    public double queriesPerSecond() {
        return entry.queriesPerSecond();
    }

    /** Query number {@code index}, from 0, as submitted now. */
    public Query query(int index, Instant now) {
        Line line = lines.get(index % lines.size());
        int round = index / lines.size() + 1;
        String account = entry.accounts().get(index % entry.accounts().size());
        int slash = account.indexOf('/');
        return Query.newBuilder()
                .setTenant(slash < 0 ? account : account.substring(0, slash))
                .setQueryId(line.queryId() + "-r" + round)
                .setAccount(account)
                .setSubmittedAt(now)
                .setTask(line.task())
                .setRequest(request(line))
                .setVerifier(
                        new Verifier(line.verifier().kind(), line.verifier().parameters()))
                .build();
    }

    private static String request(Line line) {
        ObjectNode body = JSON.createObjectNode();
        body.putArray("messages").addObject().put("role", "user").put("content", line.prompt());
        body.put("max_tokens", line.maxTokens());
        body.put("temperature", 0);
        return body.toString();
    }
}
