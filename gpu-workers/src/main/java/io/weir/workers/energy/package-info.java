/**
 * Estimates the energy of an attempt where nothing measures it.
 *
 * <p>Green Algorithms (Lannelongue, Grealey, Inouye 2021): time x (processors x watts x usage + gigabytes x 0.3725 W) x PUE.
 * The time is the service time of the attempt; several attempts that share a processor each carry all of it, so a batch is
 * overestimated until it is metered. Amounts are whole millijoules, rounded once.
 */
@NullMarked
package io.weir.workers.energy;

import org.jspecify.annotations.NullMarked;
