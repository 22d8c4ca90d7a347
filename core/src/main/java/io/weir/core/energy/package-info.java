/**
 * Energy of an attempt, in whole millijoules, and the profile it is estimated from where no counter measures it.
 *
 * <p>Each figure carries its {@link io.weir.core.energy.EnergyMethod}; an estimate never passes as a measurement.
 */
@NullMarked
package io.weir.core.energy;

import org.jspecify.annotations.NullMarked;
