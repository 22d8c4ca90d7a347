package io.weir.workers.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.core.cost.Usage;
import io.weir.core.query.ErrorClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedEngineTest {

    /** printf '6 * 7?' | sha256sum */
    private static final String PROMPT_SHA256 = "fa563b883f0522ae047cb058ad1598c1093afd074229864a11ce16d2348b6706";

    private static final Map<String, TokenRate> RATES = Map.of("m", new TokenRate(100, 10));

    @TempDir
    private Path directory;

    @Test
    void answerOfTheModelToTheLastUserText_isGiven() throws Exception {
        EngineReply reply = engine(line("m", false), 0).ask(request("m", "6 * 7?", 7));
        assertEquals(Optional.of("42"), reply.content());
        assertEquals(Optional.of(new Usage(20, 8, 0, 7, 0)), reply.usage());
        assertTrue(reply.truncated());
    }

    @Test
    void latencyThatIsASpeed_isTheServiceTime() throws Exception {
        assertEquals(
                1_500_400,
                engine(line("m", false), 0).ask(request("m", "6 * 7?", 7)).serviceMicros());
    }

    @Test
    void contendedLatency_isDerivedFromTokensAndRates() throws Exception {
        long micros = engine(line("m", true), 0).ask(request("m", "6 * 7?", 7)).serviceMicros();
        assertEquals(
                120_000 + 700_000, micros); // 12 prompt tokens that are not cached at 100/s, 7 output tokens at 10/s
    }

    @Test
    void unknownPromptOrModel_isNotRecorded() throws Exception {
        RecordedEngine engine = engine(line("m", false) + line("other", false), 0);
        assertNotRecorded(engine, request("m", "6 * 8?", 7));
        assertNotRecorded(engine, request("other", "6 * 7?", 7)); // in the file, but no rate asks for it
    }

    @Test
    void ceilingBelowTheRecordedTokens_isNotRecorded() throws Exception {
        assertNotRecorded(engine(line("m", false), 0), request("m", "6 * 7?", 6));
    }

    @Test
    void answerThatWouldComeAfterTheRemainingTime_isATimeout() throws Exception {
        RecordedEngine engine = engine(line("m", false), 1);
        EngineRequest hurried = new EngineRequest("m", body("6 * 7?"), 7, Duration.ofMillis(1));
        EngineException error = assertThrows(EngineException.class, () -> engine.ask(hurried));
        assertEquals(EngineException.TIMEOUT, error.code());
    }

    @Test
    void close_endsTheWait() throws Exception {
        RecordedEngine engine = engine(line("m", false).replace("1500.4", "600000"), 1);
        EngineRequest slow = new EngineRequest("m", body("6 * 7?"), 7, Duration.ofHours(1));
        CompletableFuture<String> code = CompletableFuture.supplyAsync(() ->
                assertThrows(EngineException.class, () -> engine.ask(slow)).code());
        engine.close();
        assertEquals("engine_closed", code.get(30, TimeUnit.SECONDS));
    }

    @Test
    void brokenFile_isNamedByLineAndField() {
        assertBroken(line("m", false) + line("m", false), "line 2, prompt_sha256");
        assertBroken(
                line("m", false).replace("\"completion_tokens\":7", "\"completion_tokens\":null"), "completion_tokens");
        assertBroken(line("other", false), "[m] have no recording");
        assertBroken("{}\n", "line 1, model");
    }

    @Test
    void brokenScaleOrRate_isNamed() {
        assertThrows(IllegalArgumentException.class, () -> engine(line("m", false), 1.5));
        assertThrows(IllegalArgumentException.class, () -> new TokenRate(1, 0));
    }

    private void assertBroken(String lines, String inMessage) {
        IllegalArgumentException error = assertThrows(IllegalArgumentException.class, () -> engine(lines, 0));
        assertTrue(error.getMessage().contains(inMessage), error.getMessage());
    }

    private static void assertNotRecorded(Engine engine, EngineRequest request) {
        EngineException error = assertThrows(EngineException.class, () -> engine.ask(request));
        assertEquals(ErrorClass.OWN, error.errorClass());
        assertEquals("not_recorded", error.code());
    }

    private RecordedEngine engine(String lines, double scale) throws IOException {
        Path file = Files.writeString(directory.resolve("outcomes.jsonl"), lines);
        return new RecordedEngine(file, RATES, scale);
    }

    private static String line(String model, boolean contended) {
        return "{\"model\":\"" + model + "\",\"prompt_sha256\":\"" + PROMPT_SHA256
                + "\",\"output\":\"42\",\"finish\":\"length\","
                + "\"prompt_tokens\":20,\"completion_tokens\":7,\"cached_tokens\":8,\"latency_ms\":1500.4,\"contended\":"
                + contended + "}\n";
    }

    private static EngineRequest request(String model, String prompt, long ceiling) throws EngineException {
        return new EngineRequest(model, body(prompt), ceiling, Duration.ofSeconds(30));
    }

    private static ChatBody body(String prompt) throws EngineException {
        return ChatBody.parse("{\"messages\":[{\"role\":\"user\",\"content\":\"" + prompt + "\"}]}");
    }
}
