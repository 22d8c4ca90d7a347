/**
 * What runs inside a part that is to fail: the part itself, unchanged, on Kafka clients that watch for a named point.
 *
 * <p>A {@link io.weir.infra.faults.trap.Trap} is armed from outside, while the part runs, by a file: point, count, action. At
 * the n-th time that the point is reached the process halts as under kill -9 (no hook runs, nothing is flushed or closed), or
 * stops itself as under SIGSTOP. Before that it notes what it was about, so that the harness knows which hold or claim was
 * under way, and waits a moment on the thread that met the point: the producer's own thread sends meanwhile what it holds,
 * so that half a transaction truly stands on the broker.
 *
 * <p>What is not here: a change of what the part does. With no trap armed a part runs as in production.
 */
@NullMarked
package io.weir.infra.faults.trap;

import org.jspecify.annotations.NullMarked;
