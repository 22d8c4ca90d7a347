package io.weir.workers;

import io.weir.core.cost.Usage;
import io.weir.workers.engine.Engine;
import io.weir.workers.engine.EngineException;
import io.weir.workers.engine.EngineReply;
import io.weir.workers.engine.EngineRequest;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/** Answers each request with its own last user text, when it is let. */
final class FakeEngine implements Engine {

    /** What happens before the answer. */
    interface Before {
        void answer(EngineRequest request) throws EngineException, InterruptedException;
    }

    final Queue<String> asked = new ConcurrentLinkedQueue<>();
    final CountDownLatch closed = new CountDownLatch(1);
    private final Before before;

    FakeEngine() {
        this(request -> {});
    }

    FakeEngine(Before before) {
        this.before = before;
    }

    /** Answers nothing until the latch is open. */
    static FakeEngine waitingFor(CountDownLatch latch) {
        return new FakeEngine(request -> latch.await());
    }

    @Override
    public EngineReply ask(EngineRequest request) throws EngineException, InterruptedException {
        String text = request.body().lastUserText().orElse("");
        asked.add(text);
        before.answer(request);
        return reply(text, Optional.of(Usage.of(20, 5)), "stop");
    }

    static EngineReply reply(String text, Optional<Usage> usage, String finish) {
        return new EngineReply(
                Optional.of(text),
                List.of(),
                Optional.empty(),
                Optional.of(finish),
                Optional.of("served"),
                Optional.of("request-1"),
                usage,
                2_000_000);
    }

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
