/**
 * Servers that run as child processes, such as one model server a tier.
 *
 * <p>A child's standard input is a pipe that stays open as long as this process lives. A server that ends when it reads the end
 * of its input therefore never outlives us, not even after a kill -9. One that dies is started again after a pause, at the same
 * address: meanwhile calls to it fail, which is what takes its tier down, and an answer to a probe brings the tier back.
 */
@NullMarked
package io.weir.infra.local.servers;

import org.jspecify.annotations.NullMarked;
