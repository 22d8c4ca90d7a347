/**
 * Flink jobs over what the router wrote: what they share, and how they run.
 *
 * <pre>
 *   weir.outcomes ─▶ accepted ─┬─▶ cost-of-pass ─▶ weir.aggregates.cost-of-pass
 *                       │      └─▶ calibration  ─▶ weir.calibration ─▶ (ingress) ─▶ router
 *                       └─▶ refused ─▶ weir.dlq
 * </pre>
 *
 * <p>What it is: one job graph, so that outcomes are read once and one checkpoint covers every state;
 * {@link io.weir.flink.FlinkJobs} runs it on a cluster inside the process. What it is not: it decides nothing and no query
 * waits for it. With Flink stopped queries still pass, on the last calibration.
 *
 * <p>Order and time: {@code at} of an outcome is the router's clock and never goes back within a partition, so nothing is
 * late and event time only decides which minute an outcome belongs to and when an old minute may go. Between partitions there
 * is no order, and every fold here is a sum or a maximum: the result does not depend on how partitions interleave.
 *
 * <p>What a newcomer gets wrong: state is exact (each outcome is folded once, checkpoints restore state and offsets together)
 * but output is at-least-once. After a restore records are written again with a revision that readers already hold or have
 * passed; they drop lower ones.
 *
 * <p>What crosses an operator or is kept in state is a flat public record or a plain class with public fields, so that
 * Flink's own serializer takes it. {@code Optional}, {@code Duration} and sealed members stay inside functions.
 */
@NullMarked
package io.weir.flink;

import org.jspecify.annotations.NullMarked;
