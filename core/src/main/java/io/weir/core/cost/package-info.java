/**
 * What tokens cost: usage as metered, rates, prices with validity, and the ceiling that a hold takes.
 *
 * <p>Money is a {@code long} of nano-dollars; rates are nano-dollars per million tokens, so a listed price of $0.10 per
 * million tokens is exactly 100,000,000 and a token costs 100. Each component of a usage is rounded up once; nothing else
 * rounds. What a newcomer gets wrong: cached tokens are part of the input, reasoning tokens are part of the output, and an
 * unknown price is an error, never zero.
 */
@NullMarked
package io.weir.core.cost;

import org.jspecify.annotations.NullMarked;
