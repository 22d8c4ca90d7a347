package io.weir.flink.costofpass;

import io.weir.flink.Covers;
import io.weir.flink.OutcomeEvent;

/**
 * What is known of one slice in one window.
 *
 * @param tally sums over the outcomes folded in
 * @param covers how far weir.outcomes was read for it
 * @param revision outcomes folded in, late ones included: it grows by one with each, and a replay gives the same
 * @param atMicros greatest event time folded in, microseconds since the epoch
 */
public record Cell(Tally tally, Covers covers, long revision, long atMicros) {

    public static final Cell EMPTY = new Cell(Tally.ZERO, Covers.NOTHING, 0, 0);

    /** The cell with one more outcome. */
    public Cell fold(OutcomeEvent outcome) {
        return new Cell(
                tally.plus(Tally.of(outcome)),
                covers.with(outcome.partition(), outcome.offset()),
                revision + 1,
                Math.max(atMicros, outcome.atMicros()));
    }
}
