package io.weir.infra.local.check;

import java.time.Duration;

/**
 * What may be asked of the books.
 *
 * @param atRest nothing is under way, so what is open or unread is a violation; otherwise it is counted
 * @param aggregates what is asked of the figures that Flink keeps
 * @param patience how long to look again while the brokers or Flink are still catching up, 0 or more; one look is always taken
 */
public record CheckOptions(boolean atRest, Aggregates aggregates, Duration patience) {

    /**
     * Above the router's transaction timeout of 10 s, so that a transaction of a killed router is aborted meanwhile, and above
     * Flink's checkpoint interval and its longest back-off together.
     */
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What is asked of the figures that Flink keeps. */
    public enum Aggregates {
        /** They are right and, at rest, cover every outcome. */
        CURRENT,
        /** They are right as far as they go; what they do not cover yet is counted. */
        PREFIX,
        /** Nothing: Flink is no part of this stack. */
        NONE
    }

    public CheckOptions {
        if (patience.isNegative()) {
            throw new IllegalArgumentException("patience must be 0 or more, is " + patience);
        }
    }

    /** Nothing is under way, and Flink runs. */
    public static CheckOptions resting() {
        return new CheckOptions(true, Aggregates.CURRENT, PATIENCE);
    }

    /** Something is under way: what is open is counted, and figures may lag. */
    public static CheckOptions underWay() {
        return new CheckOptions(false, Aggregates.PREFIX, PATIENCE);
    }

    /** The same, but asking something else of the aggregates. */
    public CheckOptions with(Aggregates other) {
        return new CheckOptions(atRest, other, patience);
    }

    /** The same with another patience. */
    public CheckOptions with(Duration other) {
        return new CheckOptions(atRest, aggregates, other);
    }

    /** Whether an outcome that Flink has not covered is a violation. */
    boolean wantsFlinkCurrent() {
        return atRest && aggregates == Aggregates.CURRENT;
    }
}
