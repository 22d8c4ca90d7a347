/**
 * The state of a partition in Kafka Streams stores: in memory, with a changelog each, restored before the first record.
 *
 * <p>Three stores: {@code state} (accounts, books, health of tiers, catalogue, clock; one entry each), {@code open} (queries
 * without a result) and {@code closed} (fingerprints, until the idempotency horizon has passed). Time indexes are derived
 * from them on start and never stored.
 */
@NullMarked
package io.weir.router.state;

import org.jspecify.annotations.NullMarked;
