package io.weir.workers.engine;

import io.weir.core.query.ErrorClass;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Gives the answers that real models gave, found by model and last user text.
 *
 * <p>It waits as long as the model took times a scale, so that slots and queues behave as they would; the service time that
 * it reports is the model's own, unscaled, and so is the energy that follows from it. A recording says nothing about what was
 * not asked: an unknown prompt, or a ceiling below the tokens of the recorded answer, is {@code not_recorded}. An answer that
 * the recording's own limit cut off is given as it is, truncated.
 */
public final class RecordedEngine implements Engine {

    private final Map<Recording.Key, Recording> recordings;
    private final double scale;
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * Reads the recording.
     *
     * @param file one JSON object a line: model, prompt_sha256, output, finish, prompt_tokens, cached_tokens,
     *     completion_tokens, latency_ms, contended
     * @param rates the models to load, each with its rate (used where a latency is contended)
     * @param scale share of the recorded time that a call takes, 0 (none) to 1
     * @throws IllegalArgumentException naming what is wrong with the file or an argument
     */
    public RecordedEngine(Path file, Map<String, TokenRate> rates, double scale) throws IOException {
        if (!(scale >= 0 && scale <= 1)) {
            throw new IllegalArgumentException("scale: " + scale + " is not within 0 and 1");
        }
        this.recordings = Recording.read(file, rates);
        this.scale = scale;
    }

    @Override
    public String name() {
        return "recorded";
    }

    @Override
    public EngineReply ask(EngineRequest request) throws EngineException, InterruptedException {
        String prompt = request.body()
                .lastUserText()
                .orElseThrow(() -> notRecorded("the request has no message of the role user"));
        Recording recording = recordings.get(Recording.Key.of(request.model(), prompt));
        if (recording == null) {
            throw notRecorded("the model " + request.model() + " has no recorded answer to this prompt");
        }
        if (recording.usage().outputTokens() > request.ceiling()) {
            throw notRecorded("the recorded answer has " + recording.usage().outputTokens() + " tokens, the ceiling is "
                    + request.ceiling());
        }
        waitFor(recording, request.remaining());
        return reply(request.model(), recording);
    }

    private void waitFor(Recording recording, Duration remaining) throws EngineException, InterruptedException {
        long needed = Math.round(recording.serviceMicros() * scale);
        long allowed = TimeUnit.NANOSECONDS.toMicros(remaining.toNanos());
        if (closed.await(Math.min(needed, allowed), TimeUnit.MICROSECONDS)) {
            throw EngineException.cutOff(ErrorClass.OWN, "engine_closed", "the engine was closed", 0);
        }
        if (needed > allowed) {
            String late = "no answer within " + remaining.toMillis() + " ms";
            throw EngineException.cutOff(ErrorClass.PROVIDER, EngineException.TIMEOUT, late, 0);
        }
    }

    private static EngineReply reply(String model, Recording recording) {
        return new EngineReply(
                Optional.of(recording.output()),
                List.of(),
                Optional.empty(),
                Optional.of(recording.finish()),
                Optional.of(model),
                Optional.empty(),
                Optional.of(recording.usage()),
                recording.serviceMicros());
    }

    private static EngineException notRecorded(String why) {
        return new EngineException(ErrorClass.OWN, "not_recorded", why);
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
