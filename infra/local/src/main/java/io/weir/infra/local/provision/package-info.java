/**
 * What has to be there before a query is served: topics, schemas, and the catalogue of tiers, prices and accounts.
 *
 * <p>What it is: steps that the stack takes at its start, and {@code weir provision} on a cluster of any kind. Each may be
 * taken again: what is there stays, what a file declares anew replaces what it declared before.
 *
 * <p>What it is not: nothing is deleted. A tier or an account that a file no longer names stays as it was.
 *
 * <p>Order: topics and schemas, then the parts, then the catalogue, which ingress and router apply; when the last step returns,
 * every partition of the router has applied it, and a query finds its account.
 */
@NullMarked
package io.weir.infra.local.provision;

import org.jspecify.annotations.NullMarked;
