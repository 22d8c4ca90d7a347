package io.weir.flink;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.schemas.Topics;
import io.weir.v1.Aggregate;
import io.weir.v1.Calibration;
import io.weir.v1.Coordinates;
import io.weir.v1.DeadLetter;
import io.weir.v1.PassPosterior;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The jobs as they run, on a real broker and registry. The tests share both, and the outcomes add up over them: each has a
 * directory of its own, so its jobs begin at the earliest offsets and what they write again readers must be able to drop.
 */
class FlinkJobsIT {
    private static final long SEED = 20_260_102;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    static Path brokerDirectory = Path.of("");

    private static River river;

    @TempDir
    Path directory = Path.of("");

    private Path state = directory;

    @BeforeAll
    static void open() {
        river = new River(brokerDirectory, SEED);
    }

    @AfterAll
    static void close() {
        river.close();
    }

    @BeforeEach
    void chooseState() {
        state = directory.resolve("a directory with spaces");
    }

    @Test
    void figuresEqualARecomputation_andWhatWasAbortedIsNotInThem() {
        river.commit(300);
        river.abort(50);
        river.commit(100);
        try (FlinkJobs jobs = FlinkJobs.start(config())) {
            awaitFigures();
            assertEquals(Optional.empty(), jobs.restoredFrom());
        }
    }

    @Test
    void poisonGoesToTheDeadLettersAndTheRestGoesOn() {
        river.commit(20);
        byte[][] poison = {{}, {9, 9, 9}, {0, 0, 0}, {0, 0, 0, 0x7f, 1, 2}};
        for (byte[] value : poison) {
            river.poison(1, value);
        }
        try (FlinkJobs jobs = FlinkJobs.start(config())) {
            river.commit(20);
            awaitFigures();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertEquals(
                            Map.of("empty", 1L, "wrong_magic", 1L, "truncated", 1L, "unknown_schema", 1L),
                            deadLetters()));
            assertEquals("RUNNING", jobs.status());
        }
    }

    @Test
    void aStopAndAStartGoOnWhereTheyWere_countingNothingTwice() {
        river.commit(50);
        try (FlinkJobs jobs = FlinkJobs.start(config())) {
            awaitFigures();
        }
        river.commit(50);
        try (FlinkJobs jobs = FlinkJobs.start(config())) {
            assertTrue(jobs.restoredFrom().isPresent());
            awaitFigures();
            assertEquals(List.of(), problems(jobs));
            awaitThatTheCheckpointItStartedFromIsDeleted(jobs);
        }
        try (FlinkJobs jobs = FlinkJobs.start(config())) {
            river.commit(1);
            awaitFigures();
        }
    }

    @Test
    void aKilledProcessComesBackFromItsLastCheckpoint() throws IOException, InterruptedException {
        river.commit(50);
        Process process = startProcess();
        try {
            awaitFigures();
            await().atMost(PATIENCE).until(() -> new CheckpointDirectory(config().checkpoints())
                    .newest()
                    .isPresent());
            river.commit(50);
            awaitFigures();
        } finally {
            process.destroyForcibly().waitFor();
        }
        river.commit(50);
        try (FlinkJobs jobs = FlinkJobs.start(config())) {
            assertTrue(jobs.restoredFrom().isPresent());
            awaitFigures();
        }
    }

    @Test
    void restIsOnLoopbackAndKnowsTheJob() throws IOException, InterruptedException {
        try (FlinkJobs jobs = FlinkJobs.start(config())) {
            assertEquals("127.0.0.1", URI.create(jobs.restUrl()).getHost());
            await().atMost(PATIENCE).until(() -> jobs.status().equals("RUNNING"));
            String body = get(jobs.restUrl() + "/jobs/" + jobs.jobId());
            assertTrue(body.contains("\"state\":\"RUNNING\""), body);
            await().atMost(PATIENCE).until(() -> !get(jobs.restUrl() + "/jobs/" + jobs.jobId() + "/checkpoints")
                    .contains("\"completed\":0"));
        }
    }

    @Test
    void aRegistryThatIsDownIsWaitedFor_andNothingIsLost() {
        river.commit(30);
        river.stopRegistry();
        try (FlinkJobs jobs = FlinkJobs.start(config())) {
            await().atMost(PATIENCE).until(() -> !problems(jobs).isEmpty());
            river.startRegistry();
            awaitFigures();
        }
    }

    private FlinkConfig config() {
        return new FlinkConfig(
                river.bootstrapServers(),
                river.registryUrl(),
                state,
                0,
                Duration.ofMillis(500),
                Duration.ofMillis(200),
                2);
    }

    /** The second part of what a reader does: of each key the highest revision. */
    private static void awaitFigures() {
        Map<String, Map<String, Long>> expected = river.recomputed().counts();
        Map<String, List<Long>> verdicts = river.recomputed().verdicts();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
            assertEquals(expected, counts());
            Calibration calibration = newestCalibration();
            assertEquals(river.outcomes(), calibration.getOutcomes());
            assertEquals(verdicts, verdicts(calibration));
        });
    }

    private static Map<String, Map<String, Long>> counts() {
        Map<String, Aggregate> newest = new HashMap<>();
        for (Aggregate aggregate : river.read(Topics.aggregates("cost-of-pass"))) {
            newest.merge(name(aggregate), aggregate, (a, b) -> b.getRevision() >= a.getRevision() ? b : a);
        }
        Map<String, Map<String, Long>> counts = new TreeMap<>();
        newest.forEach((name, aggregate) -> counts.put(name, new TreeMap<>(aggregate.getCounts())));
        return counts;
    }

    private static String name(Aggregate aggregate) {
        String window = aggregate.getWindowStart() == null
                ? "cumulative"
                : Long.toString(EventTime.micros(aggregate.getWindowStart()));
        return aggregate.getSlice().get("task") + "/" + aggregate.getSlice().get("tier") + "/" + window;
    }

    private static Calibration newestCalibration() {
        List<Calibration> all = river.read(Topics.CALIBRATION);
        return all.isEmpty() ? new Calibration() : all.get(all.size() - 1);
    }

    private static Map<String, List<Long>> verdicts(Calibration calibration) {
        Map<String, List<Long>> verdicts = new TreeMap<>();
        for (PassPosterior posterior : calibration.getPassPosteriors()) {
            verdicts.put(
                    posterior.getTask() + "/" + posterior.getTier(),
                    List.of(Math.round(posterior.getAlpha()) - 1, Math.round(posterior.getBeta()) - 1));
        }
        return verdicts;
    }

    /** Dead letters by code, each place once. */
    private static Map<String, Long> deadLetters() {
        Map<Coordinates, String> codes = new HashMap<>();
        for (DeadLetter letter : river.read(Topics.DLQ)) {
            codes.put(letter.getSource(), letter.getCode());
        }
        Map<String, Long> byCode = new TreeMap<>();
        codes.values().forEach(code -> byCode.merge(code, 1L, Long::sum));
        return byCode;
    }

    private static String get(String url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    /** What Flink says went wrong with the job since it was started. */
    private static List<String> problems(FlinkJobs jobs) {
        try {
            String body = get(jobs.restUrl() + "/jobs/" + jobs.jobId() + "/exceptions");
            return body.contains("\"entries\":[]") ? List.of() : List.of(body);
        } catch (IOException | InterruptedException e) {
            return List.of(e.toString());
        }
    }

    /** Flink owns what it was restored from, and deletes it once it has a checkpoint of its own. */
    private static void awaitThatTheCheckpointItStartedFromIsDeleted(FlinkJobs jobs) {
        Path start = jobs.restoredFrom().orElseThrow();
        await().atMost(PATIENCE).until(() -> !Files.exists(start));
    }

    private Process startProcess() throws IOException {
        FlinkConfig config = config();
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FlinkCommand.class.getName(),
                        "--bootstrap=" + config.bootstrapServers(),
                        "--registry=" + config.registryUrl(),
                        "--dir=" + state,
                        "--rest-port=0",
                        "--checkpoint-interval=PT0.5S",
                        "--calibration-interval=PT0.2S")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("process.log").toFile())
                .start();
    }
}
