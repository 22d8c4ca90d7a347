package io.weir.flink.costofpass;

import io.weir.flink.Slice;
import org.jspecify.annotations.Nullable;

/**
 * A cell as it stands after an outcome, to replace what stood before.
 *
 * @param minuteStartMicros start of the minute, microseconds since the epoch; null: cumulative
 */
public record CellUpsert(Slice slice, @Nullable Long minuteStartMicros, Cell cell) {

    public static CellUpsert cumulative(Slice slice, Cell cell) {
        return new CellUpsert(slice, null, cell);
    }

    public static CellUpsert minute(Slice slice, long startMicros, Cell cell) {
        return new CellUpsert(slice, startMicros, cell);
    }
}
