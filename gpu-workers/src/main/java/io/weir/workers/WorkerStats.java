package io.weir.workers;

/**
 * Counts of a worker at one moment; totals are since its start.
 *
 * @param claimed claimed and not finished now
 * @param running at an engine now
 * @param taken attempts claimed in total
 * @param answered outcomes answered or truncated
 * @param errors outcomes error, timeout or input_over_hold
 * @param cancelled outcomes cancelled
 * @param lost outcomes lost, redelivered records included
 * @param rejected records that were no attempts, now dead letters
 */
public record WorkerStats(
        long claimed, long running, long taken, long answered, long errors, long cancelled, long lost, long rejected) {}
