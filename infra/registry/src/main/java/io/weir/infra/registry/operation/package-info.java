/**
 * What the registry does when asked: pure decisions over the store.
 *
 * <p>A decision returns the entries to append and the reply to give once they are folded, and changes nothing; a refusal
 * is a {@link io.weir.infra.registry.operation.RegistryException} with Confluent's code and message. Avro is parsed and
 * compared by Confluent's own classes, so that the rules are theirs.
 *
 * <p>What a newcomer gets wrong: the compatibility that is checked is that of the subject, against its active versions
 * only; a soft-deleted version is not checked against, but its number is not given out again.
 */
@NullMarked
package io.weir.infra.registry.operation;

import org.jspecify.annotations.NullMarked;
