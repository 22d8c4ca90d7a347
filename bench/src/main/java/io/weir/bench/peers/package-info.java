/**
 * The table that gateways are compared by: 200 requests at once against a budget that pays for 20, on an engine that takes 200
 * to 500 ms and counts for itself what it bills; with max_tokens given and missing, an engine that bills more than it was
 * allowed, a budget for 20.2, two routers, and a router or a worker that is killed in the middle.
 *
 * <p>Broker, registry, ingress, routers, worker, Flink jobs and engine are each a process of its own, as they are deployed. What
 * is compared at the end of each row are the books, read from the ledger's topic, and the engine's own count at the price.
 */
@NullMarked
package io.weir.bench.peers;

import org.jspecify.annotations.NullMarked;
