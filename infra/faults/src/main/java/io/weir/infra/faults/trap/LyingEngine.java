package io.weir.infra.faults.trap;

import io.weir.core.cost.Usage;
import io.weir.workers.engine.Engine;
import io.weir.workers.engine.EngineException;
import io.weir.workers.engine.EngineReply;
import io.weir.workers.engine.EngineRequest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reports another usage than what was metered: none of it, half, twice, five times, or nothing at all, in turn. The id that it
 * gives a request says which, so that an outcome can be told by it.
 */
final class LyingEngine implements Engine {

    private static final List<Double> FACTORS = List.of(1.0, 0.0, 0.5, 2.0, 5.0);

    private final Engine engine;
    private final AtomicInteger calls = new AtomicInteger();

    LyingEngine(Engine engine) {
        this.engine = engine;
    }

    @Override
    public String name() {
        return engine.name();
    }

    @Override
    public EngineReply ask(EngineRequest request) throws EngineException, InterruptedException {
        EngineReply reply = engine.ask(request);
        Usage metered = reply.usage().orElse(Usage.NONE);
        int turn = calls.getAndIncrement() % (FACTORS.size() + 1);
        boolean missing = turn == FACTORS.size();
        double factor = missing ? 0 : FACTORS.get(turn);
        Optional<Usage> said = missing
                ? Optional.empty()
                : Optional.of(Usage.of(scaled(metered.inputTokens(), factor), scaled(metered.outputTokens(), factor)));
        String id = (missing ? "missing" : Double.toString(factor)) + " of " + metered.inputTokens() + " "
                + metered.outputTokens();
        return new EngineReply(
                reply.content(),
                reply.toolCalls(),
                reply.refusal(),
                reply.finishReason(),
                reply.servedModel(),
                Optional.of(id),
                said,
                reply.serviceMicros());
    }

    private static long scaled(long tokens, double factor) {
        return Math.round(tokens * factor);
    }

    @Override
    public void close() {
        engine.close();
    }
}
