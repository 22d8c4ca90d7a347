package io.weir.flink.calibration;

import io.weir.flink.EventTime;
import io.weir.flink.Form;
import io.weir.schemas.Topic;
import io.weir.schemas.Topics;
import io.weir.v1.Calibration;
import io.weir.v1.PassPosterior;
import io.weir.v1.TokenQuantiles;
import io.weir.v1.TokenSize;

/**
 * A snapshot as a {@link Calibration}.
 *
 * <p>The key is constant, not the version: weir.calibration is compacted and kept for ever, and a snapshot comes every second,
 * so a key per version would keep each of them for ever, while a reader only ever wants the newest. An older version can be
 * computed again from its {@code covers}, and what the router applied stands in its inbox.
 */
public final class CalibrationForm implements Form<CalibrationSnapshot, Calibration> {
    public static final String KEY = "calibration";

    @Override
    public Topic<Calibration> topic() {
        return Topics.CALIBRATION;
    }

    @Override
    public String key(CalibrationSnapshot snapshot) {
        return KEY;
    }

    @Override
    public Calibration value(CalibrationSnapshot snapshot) {
        Progress progress = snapshot.progress();
        return Calibration.newBuilder()
                .setVersion(progress.version())
                .setCovers(progress.covers().coordinates())
                .setOutcomes(progress.outcomes())
                .setPassPosteriors(snapshot.slices().stream()
                        .map(CalibrationForm::posterior)
                        .toList())
                .setTokenQuantiles(snapshot.slices().stream()
                        .filter(slice -> slice.learned().answers() > 0)
                        .map(CalibrationForm::quantiles)
                        .toList())
                .setAt(EventTime.instant(progress.atMicros()))
                .build();
    }

    @Override
    public String id(CalibrationSnapshot snapshot) {
        return snapshot.progress().version();
    }

    @Override
    public long atMicros(CalibrationSnapshot snapshot) {
        return snapshot.progress().atMicros();
    }

    private static PassPosterior posterior(LearnedSlice slice) {
        Learned learned = slice.learned();
        return new PassPosterior(
                slice.slice().task(),
                slice.slice().tier(),
                1.0 + learned.passes(),
                1.0 + learned.fails(),
                learned.passes() + learned.fails());
    }

    private static TokenQuantiles quantiles(LearnedSlice slice) {
        Learned learned = slice.learned();
        return TokenQuantiles.newBuilder()
                .setTask(slice.slice().task())
                .setTier(slice.slice().tier())
                .setCount(learned.answers())
                .setP50(slice.p50())
                .setP90(slice.p90())
                .setP99(slice.p99())
                .setSumInputTokens(learned.sumInputTokens())
                .setSumOutputTokens(learned.sumOutputTokens())
                .setTruncated(learned.truncated())
                .setCutByWeir(learned.cutByWeir())
                .setCeilingOutputTokens(slice.ceiling())
                .setSizes(slice.sizes().stream()
                        .map(size -> new TokenSize(size.size(), size.answers(), size.ceiling()))
                        .toList())
                .build();
    }
}
