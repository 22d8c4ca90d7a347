package io.weir.infra.faults.trap;

import io.weir.core.query.ErrorClass;
import io.weir.workers.engine.Engine;
import io.weir.workers.engine.EngineException;
import io.weir.workers.engine.EngineReply;
import io.weir.workers.engine.EngineRequest;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Gives an engine's answers at their recorded pace times a scale, with points on the way. */
final class FaultyEngine implements Engine {

    private final Engine engine;
    private final double scale;
    private final Trap trap;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** @param engine answers at once and says how long it would have taken */
    FaultyEngine(Engine engine, double scale, Trap trap) {
        this.engine = engine;
        this.scale = scale;
        this.trap = trap;
    }

    @Override
    public String name() {
        return engine.name();
    }

    @Override
    public EngineReply ask(EngineRequest request) throws EngineException, InterruptedException {
        EngineReply reply = engine.ask(request);
        long micros = Math.round(reply.serviceMicros() * scale);
        if (micros > TimeUnit.NANOSECONDS.toMicros(request.remaining().toNanos())) {
            throw new EngineException(ErrorClass.PROVIDER, EngineException.TIMEOUT, "no answer in time");
        }
        trap.reached(Point.ENGINE_0, request.model());
        await(micros / 2);
        trap.reached(Point.ENGINE_50, request.model());
        await(micros * 49 / 100);
        trap.reached(Point.ENGINE_99, request.model());
        await(micros / 100);
        return reply;
    }

    private void await(long micros) throws EngineException, InterruptedException {
        if (closed.await(micros, TimeUnit.MICROSECONDS)) {
            throw new EngineException(ErrorClass.OWN, "engine_closed", "the engine was closed");
        }
    }

    @Override
    public void close() {
        closed.countDown();
        engine.close();
    }
}
