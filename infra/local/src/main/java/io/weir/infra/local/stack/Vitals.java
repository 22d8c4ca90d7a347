package io.weir.infra.local.stack;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/** Which part has stopped for good: those that tell are believed, the others are asked. All threads may use it. */
final class Vitals {

    private final Map<String, BooleanSupplier> asked = new LinkedHashMap<>();
    private final AtomicReference<String> told = new AtomicReference<>("");
    private volatile boolean ended;

    /** @param alive asked at each look; one that throws is not alive */
    synchronized void ask(String part, BooleanSupplier alive) {
        asked.put(part, alive);
    }

    void stopped(String part) {
        told.compareAndSet("", part);
    }

    /** From now on parts stop because they are told to. */
    void end() {
        ended = true;
    }

    /** The first part found stopped; empty while all run, and once they are told to stop. */
    synchronized String failure() {
        String first = Objects.requireNonNull(told.get());
        for (Map.Entry<String, BooleanSupplier> part : asked.entrySet()) {
            if (first.isEmpty() && !isAlive(part.getValue())) {
                first = part.getKey();
            }
        }
        return ended ? "" : first;
    }

    private static boolean isAlive(BooleanSupplier alive) {
        try {
            return alive.getAsBoolean();
        } catch (RuntimeException e) {
            return false;
        }
    }
}
