/**
 * {@code weir faults}: injects faults into a platform of real processes under traffic, heals, waits for rest, and has the books
 * checked by code that shares nothing with what it checks.
 *
 * <p>A {@link io.weir.infra.faults.Fault} is a number, a title and a body of a few lines; a {@link io.weir.infra.faults.Trial} is
 * one run of it under a seed, which decides the queries, the point and its count. What a seed does not decide is the
 * scheduling of the machine: the same seed gives the same fault at the same point, not the same interleaving.
 *
 * <p>Trials that do not change the platform share one: each has tenants of its own, and every check reads all topics from their
 * first record, so that a fault also answers for the trials before it. After a failed trial the next one gets a new
 * platform.
 */
@NullMarked
package io.weir.infra.faults;

import org.jspecify.annotations.NullMarked;
