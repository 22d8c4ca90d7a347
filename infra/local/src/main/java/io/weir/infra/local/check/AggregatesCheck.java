package io.weir.infra.local.check;

import io.weir.infra.local.cluster.Where;
import io.weir.schemas.Topic;
import io.weir.schemas.Topics;
import io.weir.v1.Aggregate;
import io.weir.v1.Outcome;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;

/**
 * I4: the figures that Flink keeps are those that plain arithmetic over weir.outcomes gives, integers exactly and doubles within
 * 1e-9. Each figure is compared as far as it says it covers the outcomes; what lies beyond is how far it is behind.
 */
final class AggregatesCheck implements Check {

    private static final String COST_OF_PASS = "cost-of-pass";

    private final LogSource source;
    private final boolean current;
    private final Findings findings =
            Findings.counting("outcomes", "refused", "aggregates", "cells", "calibrations", "posteriors", "behind");
    private final CellBooks cells = new CellBooks(findings);
    private final CalibrationBooks calibration = new CalibrationBooks(findings);

    private AggregatesCheck(LogSource source, boolean current) {
        this.source = source;
        this.current = current;
    }

    /**
     * Looks until the figures are right, or as long as there is patience: Flink may be catching up.
     *
     * @param sources gives the topics with the ends that they have when it is asked
     */
    static AggregatesCheck of(Supplier<LogSource> sources, CheckOptions options, Patience patience) {
        while (true) {
            AggregatesCheck check = new AggregatesCheck(sources.get(), options.wantsFlinkCurrent());
            check.look();
            if (check.findings.clean() || !patience.again()) {
                return check;
            }
        }
    }

    @Override
    public String name() {
        return "I4";
    }

    @Override
    public String rule() {
        return "aggregates and calibration are what the outcomes add up to";
    }

    @Override
    public Findings findings() {
        return findings;
    }

    private void look() {
        if (source.extents().stream().anyMatch(extent -> !extent.whole(Topics.OUTCOMES))) {
            findings.unjudged(Topics.OUTCOMES.name() + " no longer has its first records");
            return;
        }
        Set<String> others = new TreeSet<>();
        for (Topic<Aggregate> topic : source.aggregates()) {
            String kind = Topics.kindOf(topic.name()).orElse("");
            if (kind.equals(COST_OF_PASS)) {
                each(topic, (where, aggregate) -> cells.stated(where, kind, aggregate));
            } else {
                others.add(kind);
            }
        }
        others.forEach(kind -> findings.note("aggregates of kind " + kind + " are not recomputed"));
        each(Topics.CALIBRATION, (where, stated) -> {
            if (!isRefused(where)) {
                calibration.stated(where, stated);
            }
        });
        boolean nothing = cells.isEmpty() && calibration.isEmpty();
        each(Topics.OUTCOMES, this::fold);
        conclude(nothing);
    }

    private <T extends SpecificRecord> void each(Topic<T> topic, BiConsumer<Where, T> to) {
        for (int partition = 0; partition < source.partitions(topic); partition++) {
            source.read(topic, partition, to, (where, reason) -> {
                // Of outcomes the check of records tells; what Flink writes is read here alone.
                boolean told = where.topic().equals(Topics.OUTCOMES.name()) || isRefused(where);
                findings.require(told, where, "a record of its topic", reason);
            });
        }
    }

    /** Anybody may write to the public topic of calibrations; what ingress refused there says nothing of Flink. */
    private boolean isRefused(Where where) {
        return source.deadLetter(where).isPresent();
    }

    private void fold(Where where, Outcome outcome) {
        findings.count("outcomes");
        String fault = Countable.fault(outcome).orElse("");
        if (!fault.isEmpty()) {
            findings.count("refused");
            boolean dead = source.deadLetter(where).isPresent();
            findings.require(dead || !current, where, "a dead letter of the outcome that cannot count", fault);
            return;
        }
        try {
            boolean inCells = cells.outcome(where, outcome);
            boolean learned = calibration.outcome(where, outcome);
            findings.add("behind", inCells && learned ? 0 : 1);
        } catch (ArithmeticException e) {
            findings.violation(where, "amounts whose sums fit in 64 bits", String.valueOf(e.getMessage()));
        }
    }

    private void conclude(boolean nothing) {
        long behind = findings.counts().getOrDefault("behind", 0L);
        long counted = findings.counts().getOrDefault("outcomes", 0L);
        if (nothing && counted > 0 && !current) {
            findings.unjudged("no aggregates at all: nothing was compared, " + behind + " outcomes wait");
            return;
        }
        if (behind > 0) {
            findings.note((nothing ? "no aggregates at all: " : "") + "behind by " + behind + " records");
        }
        cells.compare(current);
        calibration.compare(current);
    }
}
