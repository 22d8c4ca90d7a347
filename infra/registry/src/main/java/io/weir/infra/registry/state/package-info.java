/**
 * The one state of a running registry: the store, its locks, and the way from a decision to the log and back.
 *
 * <p>What a newcomer gets wrong: a write changes nothing by itself; it returns when the tail of the log has applied it.
 */
@NullMarked
package io.weir.infra.registry.state;

import org.jspecify.annotations.NullMarked;
