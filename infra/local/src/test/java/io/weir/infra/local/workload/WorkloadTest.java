package io.weir.infra.local.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.infra.local.config.StackFile.WorkloadEntry;
import io.weir.v1.Query;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WorkloadTest {

    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    private static final WorkloadEntry TWICE =
            new WorkloadEntry("queries.jsonl", List.of("acme/search/alice", "hooli"), 2, 40);

    @TempDir
    Path directory;

    @Test
    void everyRoundHasItsOwnIds_theSameOnEachStart() throws IOException {
        Workload workload = read(line("a"), line("b"), line("c"));

        Set<String> ids = new HashSet<>();
        IntStream.range(0, workload.size())
                .forEach(index -> ids.add(workload.query(index, NOW).getQueryId()));

        assertEquals(Set.of("a-r1", "b-r1", "c-r1", "a-r2", "b-r2", "c-r2"), ids);
        assertEquals(
                workload.query(4, NOW).getQueryId(),
                read(line("a"), line("b"), line("c"))
                        .query(4, NOW.plusSeconds(60))
                        .getQueryId());
    }

    @Test
    void accountsTakeTurns_overRoundsToo() throws IOException {
        Workload workload = read(line("a"), line("b"), line("c"));

        List<String> accounts = IntStream.range(0, workload.size())
                .mapToObj(index -> workload.query(index, NOW).getAccount())
                .toList();

        assertEquals(
                List.of("acme/search/alice", "hooli", "acme/search/alice", "hooli", "acme/search/alice", "hooli"),
                accounts);
    }

    @Test
    void theTenantIsTheFirstSegmentOfTheAccount() throws IOException {
        Workload workload = read(line("a"), line("b"));

        assertEquals("acme", workload.query(0, NOW).getTenant());
        assertEquals("hooli", workload.query(1, NOW).getTenant());
    }

    @Test
    void aQueryIsAChatBodyWithItsVerifier() throws IOException {
        Query query = read(line("a")).query(0, NOW);

        assertEquals(
                "{\"messages\":[{\"role\":\"user\",\"content\":\"What is a?\"}],\"max_tokens\":16,\"temperature\":0}",
                query.getRequest());
        assertEquals("numeric", query.getVerifier().getKind());
        assertEquals(Map.of("expected", "10"), query.getVerifier().getParameters());
        assertEquals(NOW, query.getSubmittedAt());
    }

    @Test
    void aLineThatIsNoQuery_isNamedByItsNumber() {
        IllegalArgumentException missing =
                assertThrows(IllegalArgumentException.class, () -> read(line("a"), "{\"query_id\": \"b\"}"));
        IllegalArgumentException unknown = assertThrows(
                IllegalArgumentException.class,
                () -> read(line("a").replace("{\"query_id\"", "{\"tusk\": 1, \"query_id\"")));

        assertTrue(missing.getMessage().contains("queries.jsonl:2"), missing.getMessage());
        assertTrue(unknown.getMessage().contains("queries.jsonl:1"), unknown.getMessage());
        assertTrue(unknown.getMessage().contains("tusk"), unknown.getMessage());
    }

    @Test
    void aFileWithoutQueries_isRefused() {
        IllegalArgumentException error = assertThrows(IllegalArgumentException.class, this::read);

        assertTrue(error.getMessage().contains("has no queries"), error.getMessage());
    }

    private Workload read(String... lines) throws IOException {
        return Workload.read(Files.write(directory.resolve("queries.jsonl"), List.of(lines)), TWICE);
    }

    private static String line(String id) {
        return "{\"query_id\": \"" + id + "\", \"task\": \"add1\", \"prompt\": \"What is " + id
                + "?\", \"max_tokens\": 16, \"verifier\": {\"kind\": \"numeric\", \"parameters\": {\"expected\": \"10\"}}}";
    }
}
