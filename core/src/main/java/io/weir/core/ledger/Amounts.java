package io.weir.core.ledger;

/**
 * An amount of each unit. Sums are exact: an overflow throws, it never wraps.
 *
 * @param moneyNanodollars money in nano-dollars
 * @param tokens input and output tokens
 * @param energyMillijoules energy in millijoules
 * @param requests attempts sent to an engine
 */
public record Amounts(long moneyNanodollars, long tokens, long energyMillijoules, long requests) {

    public static final Amounts ZERO = new Amounts(0, 0, 0, 0);

    /** An amount of one unit alone. */
    public static Amounts of(Unit unit, long amount) {
        return switch (unit) {
            case MONEY -> new Amounts(amount, 0, 0, 0);
            case TOKENS -> new Amounts(0, amount, 0, 0);
            case ENERGY -> new Amounts(0, 0, amount, 0);
            case REQUESTS -> new Amounts(0, 0, 0, amount);
        };
    }

    public long get(Unit unit) {
        return switch (unit) {
            case MONEY -> moneyNanodollars;
            case TOKENS -> tokens;
            case ENERGY -> energyMillijoules;
            case REQUESTS -> requests;
        };
    }

    public Amounts plus(Amounts other) {
        return new Amounts(
                Math.addExact(moneyNanodollars, other.moneyNanodollars),
                Math.addExact(tokens, other.tokens),
                Math.addExact(energyMillijoules, other.energyMillijoules),
                Math.addExact(requests, other.requests));
    }

    /** Unit by unit the smaller of the two. */
    public Amounts min(Amounts other) {
        return new Amounts(
                Math.min(moneyNanodollars, other.moneyNanodollars),
                Math.min(tokens, other.tokens),
                Math.min(energyMillijoules, other.energyMillijoules),
                Math.min(requests, other.requests));
    }

    /** Unit by unit what this has above the other; 0 where it has not more. */
    public Amounts above(Amounts other) {
        return new Amounts(
                Math.max(0, moneyNanodollars - other.moneyNanodollars),
                Math.max(0, tokens - other.tokens),
                Math.max(0, energyMillijoules - other.energyMillijoules),
                Math.max(0, requests - other.requests));
    }

    public boolean isZero() {
        return moneyNanodollars == 0 && tokens == 0 && energyMillijoules == 0 && requests == 0;
    }
}
