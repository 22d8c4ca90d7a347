package io.weir.flink.calibration;

import java.util.List;

/**
 * All that was learned, at one point of the input.
 *
 * @param slices by task, then tier
 */
public record CalibrationSnapshot(Progress progress, List<LearnedSlice> slices) {

    public CalibrationSnapshot {
        slices = List.copyOf(slices);
    }
}
