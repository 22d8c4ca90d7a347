package io.weir.infra.local.check;

import io.weir.v1.Amounts;
import org.jspecify.annotations.Nullable;

/**
 * An amount of each unit; the checker's own, so that it adds up by itself.
 *
 * @param money nano-dollars
 * @param tokens input and output tokens
 * @param energy millijoules
 * @param requests attempts sent to an engine
 */
record Quantities(long money, long tokens, long energy, long requests) {

    static final Quantities NONE = new Quantities(0, 0, 0, 0);

    static Quantities of(@Nullable Amounts amounts) {
        return amounts == null
                ? NONE
                : new Quantities(
                        amounts.getMoneyNanodollars(),
                        amounts.getTokens(),
                        amounts.getEnergyMillijoules(),
                        amounts.getRequests());
    }

    /**
     * The amount of a unit by its name on the wire.
     *
     * @throws IllegalArgumentException if there is no such unit
     */
    long in(String unit) {
        return switch (unit) {
            case "money" -> money;
            case "tokens" -> tokens;
            case "energy" -> energy;
            case "requests" -> requests;
            default -> throw new IllegalArgumentException("no unit '" + unit + "'");
        };
    }

    Quantities plus(Quantities other) {
        return new Quantities(
                Math.addExact(money, other.money),
                Math.addExact(tokens, other.tokens),
                Math.addExact(energy, other.energy),
                Math.addExact(requests, other.requests));
    }

    /** Whether no unit is above the other's. */
    boolean within(Quantities other) {
        return money <= other.money && tokens <= other.tokens && energy <= other.energy && requests <= other.requests;
    }

    boolean isNegative() {
        return money < 0 || tokens < 0 || energy < 0 || requests < 0;
    }

    @Override
    public String toString() {
        return money + " n$, " + tokens + " tokens, " + energy + " mJ, " + requests + " requests";
    }
}
