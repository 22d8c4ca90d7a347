/**
 * What a pass costs, per task and tier, by the minute and since the beginning.
 *
 * <p>Cost-of-pass is the expected cost of one verified pass, E[cost] / P(pass): the sum of the cost of all attempts over the
 * passes among them. The idea is Erol et al., "Cost-of-Pass: An Economic Framework for Evaluating Language Models" (2025).
 *
 * <p>What it is: two cells per outcome, the minute's and the cumulative, each a sum; both are written anew with every
 * outcome, so a figure never waits for its window to end. What it is not: no estimate. Rates are as observed, and a tier
 * that sees what others failed looks worse than it is.
 *
 * <p>Order and time: an outcome belongs to the minute of its own {@code at}. Sums and maxima only, so any interleaving of the
 * partitions, and a batch over the topic, give the same cells.
 */
@NullMarked
package io.weir.flink.costofpass;

import org.jspecify.annotations.NullMarked;
