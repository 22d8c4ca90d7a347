/**
 * The composition: broker, registry, ingress, router, workers, Flink jobs and streams in one process, started in the order in
 * which they need each other and stopped in reverse.
 *
 * <p>Each part is the same code that runs as a process of its own elsewhere, and meets the others on topics and the registry
 * only. State is kept under one directory; a killed process finds it again.
 */
@NullMarked
package io.weir.infra.local.stack;

import org.jspecify.annotations.NullMarked;
