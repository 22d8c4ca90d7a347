/**
 * Ingress: from the public topics to the inbox.
 *
 * <pre>
 *   weir.queries, cancels, grants, accounts, tiers, prices, calibration ─▶ check ─▶ weir.inbox, partition of the tenant
 *                                                                  └─▶ weir.dlq
 *   every 200 ms ─▶ one tick a partition
 * </pre>
 *
 * <p>A plain consumer and producer loop: stateless and at-least-once. A repeat is harmless, since inbox records are idempotent
 * by id. Records are read as bytes and decoded here, so that a bad one never kills a thread. The home of a record is computed
 * from the tenant it names, whatever partition its producer chose: partitioners differ between clients. Catalogue changes are
 * copied to every partition and carry the offset that they come from.
 *
 * <p>Ticks come from here and not from the router: a record of the router's own would stand in its open transaction and hold
 * back everything behind it.
 */
@NullMarked
package io.weir.router.ingress;

import org.jspecify.annotations.NullMarked;
