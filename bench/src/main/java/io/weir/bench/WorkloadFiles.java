package io.weir.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.weir.core.cost.Usage;
import io.weir.core.query.Verifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads a workload: the YAML of tiers and prices, and one JSON object a line of prompts and of recorded answers. */
public final class WorkloadFiles {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final YAMLMapper YAML = new YAMLMapper();

    private WorkloadFiles() {}

    /**
     * Reads the three files.
     *
     * @throws IllegalArgumentException naming file and field where the content is wrong
     * @throws IOException where a file cannot be read
     */
    static Workload read(Path config, Path queries, Path outcomes) throws IOException {
        JsonNode yaml = YAML.readTree(config.toFile());
        Fields workload = new Fields("workload", yaml.path("workload"));
        return new Workload(
                TierFile.tiers(yaml.path("tiers")),
                TierFile.prices(yaml.path("prices")),
                prompts(queries),
                recorded(outcomes),
                (int) workload.whole("rounds", 1));
    }

    /** Reads prompts alone; as {@link #read}. */
    public static List<Prompt> prompts(Path file) throws IOException {
        List<Prompt> prompts = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Fields line : lines(file)) {
            if (!ids.add(line.text("query_id"))) {
                throw line.wrong("query_id", "is there twice: " + line.text("query_id"));
            }
            Fields verifier = line.child("verifier");
            Map<String, String> parameters = new HashMap<>();
            for (Map.Entry<String, JsonNode> parameter :
                    verifier.node().path("parameters").properties()) {
                parameters.put(parameter.getKey(), parameter.getValue().asText());
            }
            prompts.add(new Prompt(
                    line.text("query_id"),
                    line.text("task"),
                    line.text("prompt"),
                    line.whole("max_tokens"),
                    new Verifier(verifier.text("kind"), parameters)));
        }
        return prompts;
    }

    private static Map<Workload.PromptModel, Recorded> recorded(Path file) throws IOException {
        Map<Workload.PromptModel, Recorded> recorded = new HashMap<>();
        for (Fields line : lines(file)) {
            Workload.PromptModel key = new Workload.PromptModel(line.text("query_id"), line.text("model"));
            Usage usage = new Usage(
                    line.whole("prompt_tokens"), line.whole("cached_tokens", 0), 0, line.whole("completion_tokens"), 0);
            boolean truncated = line.text("finish").equals("length");
            if (recorded.put(key, new Recorded(line.text("output"), truncated, usage, line.bool("correct"))) != null) {
                throw line.wrong("query_id", "is there twice for model " + key.model());
            }
        }
        return recorded;
    }

    private static List<Fields> lines(Path file) throws IOException {
        List<Fields> lines = new ArrayList<>();
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            if (!line.isBlank()) {
                lines.add(new Fields(file.getFileName() + " line " + number, JSON.readTree(line)));
            }
        }
        return lines;
    }
}
