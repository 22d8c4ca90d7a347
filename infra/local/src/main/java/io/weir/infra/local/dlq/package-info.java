/**
 * {@code weir dlq}: what could not be taken, why, and how to send it again.
 *
 * <p>The topic of dead letters is a log: the first letter of an id holds the record as it came, a later one with the same id
 * tells how it ended ({@code homed}, {@code redriven}, or refused once its schema was known). Of several the last counts;
 * {@link io.weir.infra.local.dlq.DeadRecord} is that fold.
 *
 * <p>To redrive is to produce the record to the partition that it came from, bytes, key and headers as they were, and to write
 * that this was done, in one transaction: a redrive that is repeated, or that dies half way, sends nothing twice.
 */
@NullMarked
package io.weir.infra.local.dlq;

import org.jspecify.annotations.NullMarked;
