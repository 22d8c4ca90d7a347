package io.weir.flink.costofpass;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.flink.EventTime;
import io.weir.flink.Form;
import io.weir.flink.Slice;
import io.weir.schemas.Topic;
import io.weir.schemas.Topics;
import io.weir.v1.Aggregate;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A cell as an {@link Aggregate}.
 *
 * <p>The key is slice and window, {@code task=add2&tier=small&window=1m&start=1700000040000000}, with names percent-encoded so
 * that no two slices share one; compaction then keeps the newest record of each.
 */
public final class CostOfPassForm implements Form<CellUpsert, Aggregate> {
    public static final String KIND = "cost-of-pass";
    public static final String MINUTE = "1m";
    public static final String CUMULATIVE = "cumulative";

    @Override
    public Topic<Aggregate> topic() {
        return Topics.aggregates(KIND);
    }

    @Override
    public String key(CellUpsert upsert) {
        Slice slice = upsert.slice();
        Long start = upsert.minuteStartMicros();
        String key = "task=" + URLEncoder.encode(slice.task(), UTF_8) + "&tier="
                + URLEncoder.encode(slice.tier(), UTF_8) + "&window=" + window(upsert);
        return start == null ? key : key + "&start=" + start;
    }

    @Override
    public Aggregate value(CellUpsert upsert) {
        Slice slice = upsert.slice();
        Cell cell = upsert.cell();
        Long start = upsert.minuteStartMicros();
        return Aggregate.newBuilder()
                .setKind(KIND)
                .setSlice(Map.of("task", slice.task(), "tier", slice.tier()))
                .setWindow(window(upsert))
                .setWindowStart(bound(start, 0))
                .setWindowEnd(bound(start, EventTime.MICROS_PER_MINUTE))
                .setCounts(cell.tally().counts())
                .setValues(cell.tally().values())
                .setCovers(cell.covers().coordinates())
                .setRevision(cell.revision())
                .setAt(EventTime.instant(cell.atMicros()))
                .build();
    }

    @Override
    public String id(CellUpsert upsert) {
        return key(upsert) + "&revision=" + upsert.cell().revision();
    }

    @Override
    public long atMicros(CellUpsert upsert) {
        return upsert.cell().atMicros();
    }

    private static String window(CellUpsert upsert) {
        return upsert.minuteStartMicros() == null ? CUMULATIVE : MINUTE;
    }

    private static @Nullable Instant bound(@Nullable Long startMicros, long further) {
        return startMicros == null ? null : EventTime.instant(startMicros + further);
    }
}
