/**
 * The domain on the JDK alone: no I/O, clock, randomness or logging.
 *
 * <p>Start at {@link io.weir.core.routing.Router}: it decides, over the order of one partition, what to append; the rest are
 * the values that it reads and returns.
 */
@NullMarked
package io.weir.core;

import org.jspecify.annotations.NullMarked;
