package io.weir.core.query;

import io.weir.core.cost.Usage;

/**
 * A worker's claim of an attempt.
 *
 * @param untilMicros partition clock at which it lapses unless a heartbeat extends it
 * @param usage tokens as of the last heartbeat
 * @param energyMillijoules energy as of the last heartbeat
 */
public record Lease(String claim, String worker, long untilMicros, Usage usage, long energyMillijoules) {

    public Lease extended(long newUntilMicros, Usage soFar, long energySoFarMillijoules) {
        return new Lease(
                claim,
                worker,
                Math.max(untilMicros, newUntilMicros),
                usage.max(soFar),
                Math.max(energyMillijoules, energySoFarMillijoules));
    }
}
