package io.weir.bench.router;

import org.HdrHistogram.Histogram;

/**
 * Latencies under a steady open loop, from when a query was due, milliseconds.
 *
 * @param queriesPerSecond rate asked for
 * @param achievedPerSecond rate that was kept
 * @param queries queries counted; those that a percentile knows of are in it
 * @param attempt from query to its attempt
 * @param result from query to its result, with a worker that answers at once
 */
record Latencies(
        double queriesPerSecond, double achievedPerSecond, long queries, Percentiles attempt, Percentiles result) {

    /** @param seen queries that ended; less than all where some never did */
    record Percentiles(long seen, double p50, double p99, double p999, double max) {

        static Percentiles of(Histogram micros) {
            return new Percentiles(
                    micros.getTotalCount(),
                    micros.getValueAtPercentile(50) / 1e3,
                    micros.getValueAtPercentile(99) / 1e3,
                    micros.getValueAtPercentile(99.9) / 1e3,
                    micros.getMaxValue() / 1e3);
        }
    }

    static Latencies of(
            double perSecond, double achieved, long queries, Histogram attemptMicros, Histogram resultMicros) {
        return new Latencies(perSecond, achieved, queries, Percentiles.of(attemptMicros), Percentiles.of(resultMicros));
    }

    boolean complete() {
        return attempt.seen() == queries && result.seen() == queries;
    }
}
