package io.weir.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkloadFilesTest {

    @TempDir
    Path directory;

    @Test
    void dollarsAreExactNanodollarsPerMillionTokens() {
        assertEquals(
                1_000_000L,
                ThreeQueries.WORKLOAD.prices().get(0).standard().base().input());
        assertEquals(
                4_000_000L,
                ThreeQueries.WORKLOAD.prices().get(1).standard().base().output());
    }

    @Test
    void amountBelowANanodollar_isRefusedByName() throws IOException {
        assertMessage(
                "prices[0].input_usd_per_million is not a whole number of nano-dollars: \"0.0010000000001\"",
                "weir.yaml",
                "input_usd_per_million: \"0.001\"",
                "input_usd_per_million: \"0.0010000000001\"");
    }

    @Test
    void amountThatIsNotText_isRefusedByName() throws IOException {
        assertMessage(
                "prices[0].input_usd_per_million must be a decimal in quotes, so that it is exact: 0.001",
                "weir.yaml",
                "input_usd_per_million: \"0.001\"",
                "input_usd_per_million: 0.001");
    }

    @Test
    void tierWithoutAPrice_isAnError_neverFree() throws IOException {
        assertMessage("tier strong: model b has no price in force", "weir.yaml", "{model: b,", "{model: c,");
    }

    @Test
    void promptWithoutARecordedAnswer_isRefusedByName() throws IOException {
        assertMessage(
                "query_id p2 has no recorded outcome of model b",
                "outcomes.jsonl",
                "\"query_id\": \"p2\", \"model\": \"b\"",
                "\"query_id\": \"p2\", \"model\": \"c\"");
    }

    @Test
    void missingField_isNamedWithItsLine() throws IOException {
        assertMessage("queries.jsonl line 1.task is missing", "queries.jsonl", "\"task\": \"t\",", "");
    }

    @Test
    void idThatIsThereTwice_isRefused() throws IOException {
        assertMessage("queries.jsonl line 2.query_id is there twice: p1", "queries.jsonl", "\"p2\"", "\"p1\"");
    }

    private void assertMessage(String expected, String file, String before, String after) throws IOException {
        for (String name : new String[] {"weir.yaml", "queries.jsonl", "outcomes.jsonl"}) {
            Files.copy(ThreeQueries.DIRECTORY.resolve(name), directory.resolve(name));
        }
        String text = Files.readString(directory.resolve(file));
        int at = text.indexOf(before);
        Files.writeString(
                directory.resolve(file), text.substring(0, at) + after + text.substring(at + before.length()));

        Exception error = assertThrows(
                IllegalArgumentException.class,
                () -> WorkloadFiles.read(
                        directory.resolve("weir.yaml"),
                        directory.resolve("queries.jsonl"),
                        directory.resolve("outcomes.jsonl")));

        assertEquals(expected, error.getMessage());
    }
}
