package io.weir.bench.router;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The whole bench in small, so that it cannot rot. Its figures mean nothing: nothing is warm. */
class RouterBenchIT {

    @TempDir
    Path directory;

    @Test
    void measuresAllThreeTopologies_andEveryQueryOfTheOpenLoopEnds() throws Exception {
        StringWriter out = new StringWriter();

        int status = new CommandLine(new RouterCommand())
                .setOut(new PrintWriter(out))
                .execute(
                        "--rounds=1",
                        "--queries=1000",
                        "--warmup=500",
                        "--latency-seconds=1",
                        "--latency-commits=20,50",
                        "--accounts=30",
                        "--scale=3,300",
                        "--heap-mb=256",
                        "--json",
                        "--dir=" + directory);

        assertEquals(0, status);
        JsonNode report = new ObjectMapper().readTree(out.toString());
        assertEquals(3, report.get("rounds").size());
        for (JsonNode figures : report.get("rounds")) {
            assertTrue(figures.get("queries").asLong() > 0, figures.toString());
            assertTrue(figures.get("app_micros_per_query").asDouble() > 0, figures.toString());
        }
        assertEquals(2, report.get("latencies").size());
        for (JsonNode latencies : report.get("latencies")) {
            for (String topology : new String[] {"router", "identity"}) {
                assertEquals(
                        latencies.get(topology).get("queries").asLong(),
                        latencies.get(topology).at("/result/seen").asLong(),
                        topology);
            }
        }
        assertEquals(3, report.at("/scales/0/accounts").asLong());
        assertTrue(report.at("/scales/1/queries_per_second/median").asDouble() > 0);
    }
}
