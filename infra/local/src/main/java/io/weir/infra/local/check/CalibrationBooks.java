package io.weir.infra.local.check;

import io.weir.infra.local.cluster.Where;
import io.weir.v1.Calibration;
import io.weir.v1.Outcome;
import io.weir.v1.PassPosterior;
import io.weir.v1.TokenQuantiles;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The newest calibration, that of most outcomes, against what the outcomes that it covers teach. */
final class CalibrationBooks {

    /** More slices do not fit a record; beyond that the job learns nothing new, and which ones it has depends on their order. */
    private static final int MOST_SLICES = 4_096;

    private final Findings findings;
    private final Map<Slice, Lesson> lessons = new TreeMap<>();
    private @Nullable Where where;
    private @Nullable Calibration stated;
    private Reach reach = Reach.NOTHING;
    private final Map<Integer, Long> last = new HashMap<>();
    private long outcomes;
    private Instant at = Instant.EPOCH;
    private @Nullable Where firstBehind;
    private long behind;

    private record Slice(String task, String tier) implements Comparable<Slice> {
        @Override
        public int compareTo(Slice other) {
            int byTask = task.compareTo(other.task);
            return byTask != 0 ? byTask : tier.compareTo(other.tier);
        }

        @Override
        public String toString() {
            return "task '" + task + "', tier " + tier;
        }
    }

    /** Sums of a slice, and its answers by output tokens. */
    private static final class Lesson {
        final Sums all = new Sums();
        final Sums answers = new Sums();
        final AnswerLengths lengths = new AnswerLengths();

        void add(Outcome outcome) {
            all.add(outcome);
            if (outcome.getStatus().equals("answered") || outcome.getStatus().equals("truncated")) {
                answers.add(outcome);
                lengths.add(outcome);
            }
        }
    }

    CalibrationBooks(Findings findings) {
        this.findings = findings;
    }

    boolean isEmpty() {
        return stated == null;
    }

    /** A calibration of the topic; of two of as many outcomes the later stands. */
    void stated(Where at, Calibration calibration) {
        findings.count("calibrations");
        if (stated != null && stated.getOutcomes() > calibration.getOutcomes()) {
            return;
        }
        try {
            reach = Reach.of(calibration.getCovers());
        } catch (IllegalArgumentException e) {
            findings.violation(at, "offsets of weir.outcomes, one a partition", String.valueOf(e.getMessage()));
            return;
        }
        where = at;
        stated = calibration;
    }

    /** Takes an outcome that counts, and says whether the calibration covers it. */
    boolean outcome(Where from, Outcome outcome) {
        if (!reach.covers(from)) {
            firstBehind = firstBehind == null ? from : firstBehind;
            behind++;
            return false;
        }
        outcomes++;
        last.put(from.partition(), from.offset() + 1);
        at = outcome.getAt().isAfter(at) ? outcome.getAt() : at;
        if (!outcome.getLate()) {
            lessons.computeIfAbsent(new Slice(outcome.getTask(), outcome.getTier()), first -> new Lesson())
                    .add(outcome);
        }
        return true;
    }

    /** Compares; where {@code current}, every outcome must be covered. */
    void compare(boolean current) {
        if (firstBehind != null) {
            String found = stated == null
                    ? "no calibration"
                    : "version " + stated.getVersion() + " that covers " + reach + ", behind by " + behind;
            findings.add("calibration behind", behind);
            findings.require(!current, firstBehind, "the calibration to cover it", found);
        }
        if (stated == null || where == null) {
            return;
        }
        require(outcomes == stated.getOutcomes(), "outcomes to be " + outcomes, stated.getOutcomes());
        require(new Reach(last).equals(reach), "covers to be " + new Reach(last), reach);
        require(at.equals(stated.getAt()), "at to be " + at, stated.getAt());
        posteriors(stated);
        tokens(stated);
    }

    private void posteriors(Calibration calibration) {
        Map<Slice, PassPosterior> found = new HashMap<>();
        for (PassPosterior posterior : calibration.getPassPosteriors()) {
            Slice slice = new Slice(posterior.getTask(), posterior.getTier());
            findings.count("posteriors");
            require(found.put(slice, posterior) == null, "one posterior of " + slice, "a second one");
            Lesson lesson = lessons.getOrDefault(slice, new Lesson());
            require(lessons.containsKey(slice), "an outcome of " + slice, "none");
            long passes = lesson.all.of("passes");
            long fails = lesson.all.of("fails");
            require(
                    Close.are(1.0 + passes, posterior.getAlpha()),
                    slice + " alpha " + (1 + passes),
                    posterior.getAlpha());
            require(Close.are(1.0 + fails, posterior.getBeta()), slice + " beta " + (1 + fails), posterior.getBeta());
            require(
                    posterior.getVerified() == passes + fails,
                    slice + " verified " + (passes + fails),
                    posterior.getVerified());
        }
        if (found.size() < MOST_SLICES) {
            lessons.keySet().forEach(slice -> require(found.containsKey(slice), "a posterior of " + slice, "none"));
        }
    }

    private void tokens(Calibration calibration) {
        Map<Slice, TokenQuantiles> found = new HashMap<>();
        for (TokenQuantiles tokens : calibration.getTokenQuantiles()) {
            Slice slice = new Slice(tokens.getTask(), tokens.getTier());
            require(found.put(slice, tokens) == null, "one set of token quantiles of " + slice, "a second one");
            Lesson lesson = lessons.getOrDefault(slice, new Lesson());
            exactly(slice, "count", lesson.answers.of("answered"), tokens.getCount());
            exactly(slice, "sum_input_tokens", lesson.answers.of("input_tokens"), tokens.getSumInputTokens());
            exactly(slice, "sum_output_tokens", lesson.answers.of("output_tokens"), tokens.getSumOutputTokens());
            exactly(slice, "truncated", lesson.lengths.truncated(), tokens.getTruncated());
            exactly(slice, "cut_by_weir", lesson.lengths.cutByWeir(), tokens.getCutByWeir());
            lesson.lengths.compare(slice.toString(), tokens, this::require);
        }
        if (calibration.getPassPosteriors().size() < MOST_SLICES) {
            lessons.forEach((slice, lesson) -> require(
                    found.containsKey(slice) == (lesson.answers.of("answered") > 0),
                    "token quantiles of " + slice + " where it has answers",
                    found.containsKey(slice) ? "some" : "none"));
        }
    }

    private void exactly(Slice slice, String name, long expected, long stated) {
        require(expected == stated, name + " of " + slice + " to be " + expected, stated);
    }

    private void require(boolean holds, String expected, Object found) {
        Where of = where;
        if (of != null) {
            findings.require(holds, of, expected, found.toString());
        }
    }
}
