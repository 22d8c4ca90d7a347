/**
 * Throughput, CPU and latency of the router, beside two floors, on one broker in one run.
 *
 * <pre>
 *   identity   inbox ─▶ the same bytes
 *   shape      inbox ─▶ what the router wrote for one query: the same records, store writes and transactions, nothing decided
 *   router     inbox ─▶ the router as it is
 *
 *   this process: fills the inboxes, plays the worker, reads ─▶ broker (a process) ─▶ one process for each topology
 * </pre>
 *
 * <p>Throughput: the inbox is filled while the topology is paused, then it runs at what it can; the first tenth is not counted.
 * A query is three inputs (query, claim, outcome) and one attempt that passes. Rounds alternate in order, so that a drift of
 * the machine meets each topology alike. Latency: an open loop at half of the measured load, with a worker that answers at
 * once. The shapes are taken down from the router's own topology at start, so that the floor follows when the router changes.
 */
@NullMarked
package io.weir.bench.router;

import org.jspecify.annotations.NullMarked;
