/**
 * What tokens cost: usage as metered, rates, prices with validity on rate cards, and the ceiling that a hold takes.
 *
 * <p>Money is a {@code long} of nano-dollars; rates are nano-dollars per million tokens, so a listed price of $0.10 per
 * million tokens is exactly 100,000,000 and a token costs 100. Each component of a usage is rounded up once; nothing else
 * rounds. A price in another currency is converted before it gets here, each rate rounded up once; from then on it is a price in
 * dollars like any other, and its {@link io.weir.core.cost.PriceVersion} says how it was converted.
 *
 * <p>What a newcomer gets wrong: cached tokens are part of the input, reasoning tokens are part of the output, and an
 * unknown price is an error, never zero. A version never changes what it charges: an attempt is billed at the version of its
 * hold, and the same version must give the same cost a year later.
 */
@NullMarked
package io.weir.core.cost;

import org.jspecify.annotations.NullMarked;
