/**
 * What outcomes teach the router: how often a tier passes a task, and how many tokens it takes.
 *
 * <p>What it is: per task and tier a Beta posterior under the uniform prior, Beta(1 + passes, 1 + fails), from verified
 * outcomes, and quantiles of output tokens; written as one immutable snapshot, which ingress hands to the router. What it is
 * not: no policy, and no correction for which queries a tier was given.
 *
 * <p>Order and time: a snapshot covers a prefix of each partition of weir.outcomes, and its version is a function of that
 * prefix. When one is written is processing time, at most once an interval; what it says is not.
 */
@NullMarked
package io.weir.flink.calibration;

import org.jspecify.annotations.NullMarked;
