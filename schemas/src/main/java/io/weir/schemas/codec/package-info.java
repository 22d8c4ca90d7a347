/**
 * Between the records on the wire and the values of {@code core}.
 *
 * <p>Into core: a record is checked while it is read; what breaks a rule is an {@link io.weir.schemas.codec.InvalidRecord}
 * that names field and value. Out of core: an effect becomes the records that it publishes. Times are {@code Instant} in
 * the generated classes and microseconds since the epoch in core.
 */
@NullMarked
package io.weir.schemas.codec;

import org.jspecify.annotations.NullMarked;
