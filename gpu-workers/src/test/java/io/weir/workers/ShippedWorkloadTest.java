package io.weir.workers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.weir.core.query.Verdict;
import io.weir.workers.verify.AnswerVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The workload that the repository ships: each verdict of ours is the recorded one, on every answer of every model. */
class ShippedWorkloadTest {

    private static final Path WORKLOAD = Path.of("..", "infra", "workloads", "small-tiers");
    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void everyVerdict_equalsTheRecordedOne() throws IOException {
        Map<String, AnswerVerifier> verifiers = new HashMap<>();
        for (JsonNode query : lines("queries.jsonl")) {
            verifiers.put(query.get("query_id").asText(), verifier(query.get("verifier")));
        }
        List<String> different = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (JsonNode outcome : lines("outcomes.jsonl")) {
            String id = outcome.get("query_id").asText();
            Verdict recorded = outcome.get("correct").asBoolean() ? Verdict.PASS : Verdict.FAIL;
            Verdict ours =
                    verifiers.get(id).verify(outcome.get("output").asText()).verdict();
            if (ours != recorded) {
                different.add(outcome.toString());
            }
            seen.add(id + " " + outcome.get("model").asText());
        }
        assertEquals(List.of(), different);
        assertEquals(3 * 489, seen.size());
        assertEquals(489, verifiers.size());
    }

    private static AnswerVerifier verifier(JsonNode verifier) {
        Map<String, String> parameters = JSON.convertValue(verifier.get("parameters"), new TypeReference<>() {});
        return AnswerVerifier.of(verifier.get("kind").asText(), parameters);
    }

    private static List<JsonNode> lines(String file) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(WORKLOAD.resolve(file))) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }
}
