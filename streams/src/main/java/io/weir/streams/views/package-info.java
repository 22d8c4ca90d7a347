/**
 * What each input does to its view. A view is a pure fold where it sums (accounts, tenants) and an upsert where it does
 * not (results, decisions, ledger entries, aggregates); {@link io.weir.streams.views.ViewProcessor} is the one shell around
 * all of them.
 *
 * <p>It decides nothing and is no book of record: the ledger topic is, and a view can be thrown away and built again from
 * its topics while they last.
 *
 * <p><b>Order and repeats.</b> Inputs are read in the order of their partitions, at least once: after a crash some records
 * come again. An upsert does not mind. A sum keeps the offset of the last record it holds and ignores what is not behind
 * it, so it counts each record once.
 *
 * <p><b>Time</b> is the {@code at} of the records, the router's clock; it never falls within a partition.
 *
 * <p><b>Bad records</b> are counted, logged once a cause, and passed over. A registry that does not answer is no fault of
 * the record: then the processor waits.
 */
@NullMarked
package io.weir.streams.views;

import org.jspecify.annotations.NullMarked;
