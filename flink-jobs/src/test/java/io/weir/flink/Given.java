package io.weir.flink;

import org.jspecify.annotations.Nullable;

/** Outcomes for tests: an answered, unverified attempt of (add2, small), changed where the test says so. */
public record Given(
        String task,
        String tier,
        String status,
        String verdict,
        long costNanodollars,
        long inputTokens,
        long outputTokens,
        long energyMillijoules,
        @Nullable Double predicted,
        long promptBytes,
        boolean cutByWeir,
        boolean late,
        long atMicros,
        int partition,
        long offset) {

    /** 2023-11-14T22:14:00Z, the start of a minute. */
    public static final long START = 1_700_000_040_000_000L;

    public static Given outcome() {
        return new Given("add2", "small", "answered", "unknown", 700, 20, 5, 90, null, 0, false, false, START, 0, 0);
    }

    public Given slice(String newTask, String newTier) {
        return new Given(
                newTask,
                newTier,
                status,
                verdict,
                costNanodollars,
                inputTokens,
                outputTokens,
                energyMillijoules,
                predicted,
                promptBytes,
                cutByWeir,
                late,
                atMicros,
                partition,
                offset);
    }

    public Given status(String newStatus) {
        return new Given(
                task,
                tier,
                newStatus,
                verdict,
                costNanodollars,
                inputTokens,
                outputTokens,
                energyMillijoules,
                predicted,
                promptBytes,
                cutByWeir,
                late,
                atMicros,
                partition,
                offset);
    }

    public Given verdict(String newVerdict) {
        return new Given(
                task,
                tier,
                status,
                newVerdict,
                costNanodollars,
                inputTokens,
                outputTokens,
                energyMillijoules,
                predicted,
                promptBytes,
                cutByWeir,
                late,
                atMicros,
                partition,
                offset);
    }

    public Given cost(long nanodollars) {
        return new Given(
                task,
                tier,
                status,
                verdict,
                nanodollars,
                inputTokens,
                outputTokens,
                energyMillijoules,
                predicted,
                promptBytes,
                cutByWeir,
                late,
                atMicros,
                partition,
                offset);
    }

    public Given tokens(long input, long output) {
        return new Given(
                task,
                tier,
                status,
                verdict,
                costNanodollars,
                input,
                output,
                energyMillijoules,
                predicted,
                promptBytes,
                cutByWeir,
                late,
                atMicros,
                partition,
                offset);
    }

    public Given energy(long millijoules) {
        return new Given(
                task,
                tier,
                status,
                verdict,
                costNanodollars,
                inputTokens,
                outputTokens,
                millijoules,
                predicted,
                promptBytes,
                cutByWeir,
                late,
                atMicros,
                partition,
                offset);
    }

    public Given prompt(long bytes) {
        return new Given(
                task,
                tier,
                status,
                verdict,
                costNanodollars,
                inputTokens,
                outputTokens,
                energyMillijoules,
                predicted,
                bytes,
                cutByWeir,
                late,
                atMicros,
                partition,
                offset);
    }

    public Given cut() {
        return new Given(
                task,
                tier,
                status,
                verdict,
                costNanodollars,
                inputTokens,
                outputTokens,
                energyMillijoules,
                predicted,
                promptBytes,
                true,
                late,
                atMicros,
                partition,
                offset);
    }

    public Given lateSurplus() {
        return new Given(
                task,
                tier,
                status,
                verdict,
                costNanodollars,
                inputTokens,
                outputTokens,
                energyMillijoules,
                predicted,
                promptBytes,
                cutByWeir,
                true,
                atMicros,
                partition,
                offset);
    }

    public Given at(long micros) {
        return new Given(
                task,
                tier,
                status,
                verdict,
                costNanodollars,
                inputTokens,
                outputTokens,
                energyMillijoules,
                predicted,
                promptBytes,
                cutByWeir,
                late,
                micros,
                partition,
                offset);
    }

    public Given from(int newPartition, long newOffset) {
        return new Given(
                task,
                tier,
                status,
                verdict,
                costNanodollars,
                inputTokens,
                outputTokens,
                energyMillijoules,
                predicted,
                promptBytes,
                cutByWeir,
                late,
                atMicros,
                newPartition,
                newOffset);
    }

    public OutcomeEvent event() {
        return new OutcomeEvent(
                "acme",
                task,
                tier,
                tier + "-1",
                status,
                verdict,
                costNanodollars,
                inputTokens,
                outputTokens,
                energyMillijoules,
                1_000,
                predicted,
                promptBytes,
                cutByWeir,
                late,
                atMicros,
                partition,
                offset);
    }
}
