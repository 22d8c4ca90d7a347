/**
 * Tests of what is deployed: the stack runs as a process of its own, and the tests are its clients. Nothing in here calls into a
 * running part; what is asserted is what Kafka, the registry, Flink's REST and the HTTP views say.
 *
 * <p>They run after {@code package}, on the jar and the libraries that the launcher uses. Every wait has an end, and every process
 * is killed by its own id.
 */
@NullMarked
package io.weir.infra.local.e2e;

import org.jspecify.annotations.NullMarked;
