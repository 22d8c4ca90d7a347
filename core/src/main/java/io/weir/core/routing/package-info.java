/**
 * The router: a state machine over one partition's order.
 *
 * <pre>
 *   at      = max(clock, append time of the record)
 *   effects = decide(state, input, at)      reads state, changes nothing
 *   state   = fold of apply over effects    live, in recovery, in replay and in tests
 * </pre>
 *
 * <p>{@link io.weir.core.routing.Router} decides; {@link io.weir.core.routing.Effect} is what a step appends or remembers,
 * and alone changes a {@link io.weir.core.routing.State}; {@link io.weir.core.routing.Planner} finds the plan of greatest
 * value under a floor; {@link io.weir.core.routing.Policy} is what can be swapped. Time is an input: nothing expires but on
 * a tick, so that everything ahead of the tick is served first. Nothing reads a clock or a random number; a seed is a hash
 * of (tenant, query, attempt, policy version).
 */
@NullMarked
package io.weir.core.routing;

import org.jspecify.annotations.NullMarked;
