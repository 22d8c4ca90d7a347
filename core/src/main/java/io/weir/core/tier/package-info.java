/**
 * Tiers as the router sees them: what they can do, whether they are up, and the catalogue of tiers, prices and calibration
 * that a partition has applied.
 *
 * <p>The catalogue is copied to every partition; each copy carries the offset of the public record that it is of, and an
 * older one is ignored, so that two ingresses may race.
 */
@NullMarked
package io.weir.core.tier;

import org.jspecify.annotations.NullMarked;
