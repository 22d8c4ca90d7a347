/**
 * A query as the router sees it, and the states that it passes through: open with at most one attempt at a time, then closed
 * for good.
 *
 * <p>Ids are compared as they are, code unit by code unit: two spellings that normalise alike are two ids. A closed query is
 * remembered by its fingerprint until the idempotency horizon has passed; the attempts that were given up while an engine
 * might still bill them are remembered with it.
 */
@NullMarked
package io.weir.core.query;

import org.jspecify.annotations.NullMarked;
