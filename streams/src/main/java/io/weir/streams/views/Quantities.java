package io.weir.streams.views;

import io.weir.v1.Amounts;

/**
 * An amount of each unit that a limit can be set on. Sums are exact: an overflow throws.
 *
 * @param moneyNanodollars money in nano-dollars
 * @param tokens input and output tokens
 * @param energyMillijoules energy in millijoules
 * @param requests attempts sent to an engine
 */
public record Quantities(long moneyNanodollars, long tokens, long energyMillijoules, long requests) {
    public static final Quantities ZERO = new Quantities(0, 0, 0, 0);

    /** The same as a record of the ledger has it. */
    public static Quantities of(Amounts amounts) {
        return new Quantities(
                amounts.getMoneyNanodollars(),
                amounts.getTokens(),
                amounts.getEnergyMillijoules(),
                amounts.getRequests());
    }

    /** Sum, unit by unit. */
    public Quantities plus(Quantities other) {
        return new Quantities(
                Math.addExact(moneyNanodollars, other.moneyNanodollars),
                Math.addExact(tokens, other.tokens),
                Math.addExact(energyMillijoules, other.energyMillijoules),
                Math.addExact(requests, other.requests));
    }

    /** Difference, unit by unit. */
    public Quantities minus(Quantities other) {
        return new Quantities(
                Math.subtractExact(moneyNanodollars, other.moneyNanodollars),
                Math.subtractExact(tokens, other.tokens),
                Math.subtractExact(energyMillijoules, other.energyMillijoules),
                Math.subtractExact(requests, other.requests));
    }
}
