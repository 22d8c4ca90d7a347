package io.weir.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The hand-made workload: cheap is right on p1, strong on p1 and p2, none on p3; an answer costs 120 or 240 nano-dollars. */
final class ThreeQueries {

    static final Path DIRECTORY = Path.of("src/test/resources/three-queries");
    static final Workload WORKLOAD = read();

    private ThreeQueries() {}

    /** Prompt ids of each round, parted by spaces. */
    static Arrivals arrivals(String... rounds) {
        Map<String, Prompt> byId =
                WORKLOAD.prompts().stream().collect(Collectors.toMap(Prompt::id, Function.identity()));
        return new Arrivals(
                "hand",
                Arrays.stream(rounds)
                        .map(ids -> Arrays.stream(ids.split(" ")).map(byId::get).toList())
                        .toList());
    }

    private static Workload read() {
        try {
            return WorkloadFiles.read(
                    DIRECTORY.resolve("weir.yaml"),
                    DIRECTORY.resolve("queries.jsonl"),
                    DIRECTORY.resolve("outcomes.jsonl"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
