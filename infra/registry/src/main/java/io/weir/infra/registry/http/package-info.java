/**
 * The interface over HTTP: paths, parameters and bodies of Confluent's Schema Registry.
 *
 * <p>Routes read a request, ask the registry, and write the reply; what is right or wrong about it is decided elsewhere.
 * A body is bounded before it is read, and a field that would have no effect is refused, not ignored: a rule set that is
 * silently dropped is a rule that nobody enforces.
 */
@NullMarked
package io.weir.infra.registry.http;

import org.jspecify.annotations.NullMarked;
