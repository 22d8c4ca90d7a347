package io.weir.bench.run;

import io.weir.schemas.AvroWire;
import io.weir.schemas.Topic;
import io.weir.schemas.Topics;
import io.weir.schemas.WireException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A wire that has met every schema: what is measured later never waits for the registry. */
public final class KnownSchemas {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private KnownSchemas() {}

    /** Connects, registers what is missing and reads what is there; a registry that is slow to start is asked again. */
    public static AvroWire connect(String registryUrl) {
        AvroWire wire = AvroWire.connect(registryUrl);
        List<Topic<?>> topics = new ArrayList<>(Topics.fixed());
        topics.add(Topics.attempts("any", "interactive"));
        topics.forEach(topic -> meet(wire, topic));
        return wire;
    }

    private static void meet(AvroWire wire, Topic<?> topic) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                int unused = wire.schemaId(topic);
                wire.learn(topic);
                return;
            } catch (WireException e) {
                if (e.kind() != WireException.Kind.REGISTRY_UNAVAILABLE || System.nanoTime() > deadline) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }
}
