/**
 * The hash chain of the ledger, computed anew from the records: what an entry's canonical bytes are, and the link that they make
 * with the one before. Written from decision 021 alone; the router has its own.
 */
@NullMarked
package io.weir.infra.local.check.chain;

import org.jspecify.annotations.NullMarked;
