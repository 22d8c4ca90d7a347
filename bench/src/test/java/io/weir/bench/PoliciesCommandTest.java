package io.weir.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class PoliciesCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void printsARowForEveryVerifierAndPolicy_inNanodollars() throws Exception {
        assertEquals(0, run("--json", "--orders", "3", "--seed", "5", "--rounds", "1"));

        JsonNode report = new ObjectMapper().readTree(out.toString());
        assertEquals(18, report.get("rows").size());
        assertEquals(5, report.get("seed").asLong());
        assertEquals(1, report.get("rounds").asInt());
        JsonNode row = report.get("rows").get(2);
        assertEquals("perfect", row.get("verifier").asText());
        assertEquals("always-strongest", row.get("policy").asText());
        JsonNode figures = row.get("all_rounds");
        assertEquals(2 / 3.0, figures.get("pass_rate").get("mean").asDouble(), 1e-12);
        assertEquals(240, figures.get("cost_per_query_nanodollars").get("mean").asDouble(), 1e-9);
        assertEquals(360, figures.get("cost_per_pass_nanodollars").get("mean").asDouble(), 1e-9);
    }

    @Test
    void printsAMarkdownTable_inMicrodollars() {
        assertEquals(0, run("--orders", "2"));

        String row = out.toString()
                .lines()
                .filter(line -> line.contains("perfect") && line.contains("| ladder"))
                .findFirst()
                .orElseThrow()
                .replaceAll(" +", " ");
        assertEquals("| perfect | ladder | 66.7 | 0.0 | 0.280 | 0.420 | 1.67 |", row);
    }

    @Test
    void missingFile_isNamed() {
        assertEquals(
                2,
                new CommandLine(new Bench()).setErr(new PrintWriter(err)).execute("policies", "--config", "no.yaml"));
        assertTrue(err.toString().startsWith("no such file: no.yaml"), err.toString());
    }

    @Test
    void oneOrder_isRefused_sinceItHasNoInterval() {
        assertEquals(2, run("--orders", "1"));
        assertTrue(err.toString().startsWith("orders must be at least 2"), err.toString());
    }

    private int run(String... options) {
        List<String> arguments = new ArrayList<>(List.of("policies"));
        for (String name : List.of("config=weir.yaml", "queries=queries.jsonl", "outcomes=outcomes.jsonl")) {
            String[] parts = name.split("=");
            arguments.add("--" + parts[0] + "=" + ThreeQueries.DIRECTORY.resolve(parts[1]));
        }
        arguments.addAll(List.of(options));
        return new CommandLine(new Bench())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments.toArray(String[]::new));
    }
}
