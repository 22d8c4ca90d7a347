/**
 * Benches. Here: policies replayed over recorded answers; beside it the running router ({@code router}) and poison ({@code
 * poison}). Nothing depends on this module.
 *
 * <pre>
 *   weir.yaml, queries.jsonl, outcomes.jsonl ─▶ Workload
 *   Workload × policy × verification × order of arrival ─▶ TraceReplay (the router of core) ─▶ Tally
 *   tallies of many orders ─▶ Figures, each a mean with its interval ─▶ PolicyReport
 * </pre>
 *
 * <p>What decides is {@link io.weir.core.routing.Router} itself, over its own state; the bench only plays the worker (with what
 * was recorded) and the calibration job. One query is finished before the next arrives, so there is no concurrency and no
 * time: service times are not replayed, and no figure here is a speed. What a newcomer gets wrong: the verifier decides what
 * the router learns and when it stops, the true grader alone decides what counts as a pass.
 */
@NullMarked
package io.weir.bench;

import org.jspecify.annotations.NullMarked;
