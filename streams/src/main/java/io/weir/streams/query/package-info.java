/**
 * Interactive queries: reads the views that this instance holds and says where the others are (KIP-535).
 *
 * <p>Reads see what the stream thread has written, committed or not, and nothing is locked: two stores read one after the
 * other may be a few records apart, so a result can be seen a moment before the last ledger entry of its query. While
 * tasks move or restore, a store cannot be read: that is {@link io.weir.streams.query.ViewsUnavailableException}, never an
 * empty answer.
 *
 * <p>What is about a tenant is on one instance. What is about all of them (accounts without a tenant, cost-of-pass, sums)
 * is answered from the local partitions; whether those are all is part of the answer.
 */
@NullMarked
package io.weir.streams.query;

import org.jspecify.annotations.NullMarked;
