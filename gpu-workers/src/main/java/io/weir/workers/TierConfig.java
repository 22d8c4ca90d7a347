package io.weir.workers;

import io.weir.core.energy.PowerProfile;
import io.weir.schemas.Topics;
import io.weir.workers.engine.Engine;
import java.util.Set;

/**
 * A tier that a worker serves.
 *
 * @param name name of the tier, [a-z0-9-]{1,40}
 * @param engine answers; the worker closes it
 * @param concurrency attempts at the engine at a time, 1 or more
 * @param queueDepth attempts claimed beyond those, 1 or more; what is claimed here cannot run elsewhere, so a little is enough
 * @param lanes which of interactive and batch it takes, at least one
 * @param power what the energy of an attempt is estimated from
 */
public record TierConfig(
        String name, Engine engine, int concurrency, int queueDepth, Set<String> lanes, PowerProfile power) {

    /** A poll brings at most this many: what is taken at once waits while its claims are written. */
    private static final int MAX_RECORDS = 16;

    public TierConfig {
        Topics.workerGroup(name); // refuses a name that is none
        atLeastOne(name, "concurrency", concurrency);
        atLeastOne(name, "queue_depth", queueDepth);
        lanes = Set.copyOf(lanes);
        if (lanes.isEmpty()) {
            throw new IllegalArgumentException("tier " + name + ", lanes: empty; interactive, batch or both");
        }
        lanes.forEach(lane -> Topics.attempts(name, lane));
    }

    /** Both lanes, as much claimed ahead as runs. */
    public static TierConfig of(String name, Engine engine, int concurrency, PowerProfile power) {
        return new TierConfig(name, engine, concurrency, concurrency, Set.copyOf(Topics.LANES), power);
    }

    /** Most claims at a time. */
    int capacity() {
        return concurrency + queueDepth;
    }

    /** Records of one poll; half the queue, so that a slot never waits for work that could have been claimed. */
    int pollRecords() {
        return Math.max(1, Math.min(queueDepth / 2, MAX_RECORDS));
    }

    private static void atLeastOne(String tier, String field, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("tier " + tier + ", " + field + ": " + value + " is not 1 or more");
        }
    }
}
