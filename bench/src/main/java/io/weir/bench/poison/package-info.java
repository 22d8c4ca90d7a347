/**
 * Poison: records that must not be served, what must become of each kind, and what they do to the latency of others.
 *
 * <pre>
 *   good tenants, open loop ─┐
 *                            ├▶ weir.queries ─▶ the stack, each part a process ─▶ results, dead letters ─▶ Answers
 *   Poisoner, in windows ────┘
 * </pre>
 *
 * <p>{@link io.weir.bench.poison.Kinds} is the list; the bench and the integration test send the same one. A kind is handled when
 * every dose of it has the answer that it should: a dead letter with code, field and value, a terminal result, a refusal by the
 * producer or the broker, or, where it only looks like poison, an answer of its own. Windows alternate, and a query belongs
 * to the window in which it was due; the beginning of a window counts for nobody.
 */
@NullMarked
package io.weir.bench.poison;

import org.jspecify.annotations.NullMarked;
