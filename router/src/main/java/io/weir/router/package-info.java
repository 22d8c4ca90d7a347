/**
 * The router in its shell: one Kafka Streams processor over the inbox, exactly once.
 *
 * <pre>
 *   weir.inbox ─▶ RouterProcessor: decode ─▶ core Router.decide ─▶ effects ─▶ apply to the stores, encode ─▶ one sink
 * </pre>
 *
 * <p>Input offset, state and output are one Kafka transaction. The record timestamp is the inbox's append time, so time is an
 * input. Nothing else decides: what a query costs, where it goes and when it expires is in {@code core}. Each output goes to
 * the partition of the same number as its cause.
 */
@NullMarked
package io.weir.router;

import org.jspecify.annotations.NullMarked;
