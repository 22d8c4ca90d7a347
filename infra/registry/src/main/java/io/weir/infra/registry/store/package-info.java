/**
 * What the registry knows: schemas by subject and version, levels of compatibility and modes, as a fold of entries.
 *
 * <p>{@link io.weir.infra.registry.store.Entry} is a fact of the log and the only thing that changes a
 * {@link io.weir.infra.registry.store.SchemaStore}, at the start as in service. Nothing here does I/O, parses Avro or
 * refuses anything.
 *
 * <p>What a newcomer gets wrong: an id belongs to a text, wherever it is registered, while a version belongs to a
 * subject; a soft-deleted version keeps its number, its id and its answer to a look-up by id.
 */
@NullMarked
package io.weir.infra.registry.store;

import org.jspecify.annotations.NullMarked;
