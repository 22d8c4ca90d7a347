/**
 * Takes attempts, runs them on an engine and says what became of them.
 *
 * <pre>
 *   weir.attempts.TIER.LANE ─▶ HandOut ─claim─▶ weir.inbox          (then, and only then, the record is acknowledged)
 *                                 │
 *                              ClaimQueue ─▶ slots: AttemptRunner ─▶ Engine ─▶ verifier
 *                                                     │
 *                     heartbeats, the outcome ────────┴─▶ weir.inbox, partition of the attempt's tenant
 * </pre>
 *
 * <p>A share group only hands work out. Once a claim stands in the inbox, the attempt is this worker's until its lease lapses;
 * heartbeats extend it, whether the work waits or runs. A record that is handed out a second time may have been claimed by
 * somebody who died, so it is reported lost and not run: the router makes a new attempt with its own number and hold.
 *
 * <p>Order: claimed work runs by priority, then deadline, then arrival. All that a worker writes about one attempt goes through
 * one idempotent producer to one partition, so the claim stands before its heartbeats and they before the outcome.
 *
 * <p>Time: deadlines are compared with the wall clock, durations are measured with the monotonic one. Nothing here decides
 * what an attempt costs or whether there is another: that is the router's.
 */
@NullMarked
package io.weir.workers;

import org.jspecify.annotations.NullMarked;
