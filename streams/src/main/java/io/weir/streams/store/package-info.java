/**
 * How views lie in state stores: keys, values, expiry. It knows bytes only; what a record means is the business of
 * {@code views}.
 *
 * <p>Every store maps bytes to bytes. Keys are built from length-prefixed parts, so no id can imitate another one, whatever
 * characters it has, and from big-endian numbers, so that a range of keys is a range of numbers. A record is kept as the
 * bytes that came from its topic: reading it back needs no second format, and fields that this version does not know are
 * not lost.
 *
 * <p>A record that expires has a second key in a store ordered by (kind, group, time). A purge walks the groups and
 * deletes what lies before a cut-off, so its cost is that of what it deletes and of one seek a group. Time is event time,
 * the {@code at} of the records: a quiet topic loses nothing.
 */
@NullMarked
package io.weir.streams.store;

import org.jspecify.annotations.NullMarked;
