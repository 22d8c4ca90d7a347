/**
 * The router under seeds: {@link io.weir.core.simulation.World} plays clients, workers, operators and the clock,
 * {@link io.weir.core.simulation.Audit} checks every step from what is published alone, by sums of its own.
 *
 * <p>The audit shares with the router the types of the records and nothing that adds, prices or cuts time into periods.
 */
@NullMarked
package io.weir.core.simulation;

import org.jspecify.annotations.NullMarked;
