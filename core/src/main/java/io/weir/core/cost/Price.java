package io.weir.core.cost;

import java.util.Comparator;

/**
 * One version of a model's price on a rate card. What a version says never changes; what changes is which one is in force.
 *
 * @param model model that it prices
 * @param rateCard rate card; {@link #PUBLIC} for everybody
 * @param validFromMicros start of validity, microseconds since the epoch
 * @param validToMicros end of validity, exclusive; {@link Long#MAX_VALUE} where open
 * @param knownAtMicros when it became known, which decides between versions valid at once; {@link #KNOWN_WHEN_APPLIED} where
 *     nobody says
 * @param revision offset of the price record that this is of
 * @param standard what the classes standard and flex pay; its version names the price
 * @param batch what the class batch pays
 */
public record Price(
        String model,
        String rateCard,
        long validFromMicros,
        long validToMicros,
        long knownAtMicros,
        long revision,
        Tariff standard,
        Tariff batch) {

    /** The card of accounts that name none, and what a card falls back to. */
    public static final String PUBLIC = "";

    public static final long KNOWN_WHEN_APPLIED = Long.MAX_VALUE;

    /** Of versions valid at once the last in this order is in force: the last known, then the last to begin. */
    static final Comparator<Price> BY_PRECEDENCE = Comparator.comparingLong(Price::knownAtMicros)
            .thenComparingLong(Price::validFromMicros)
            .thenComparingLong(Price::revision);

    public Price {
        if (validToMicros <= validFromMicros) {
            throw new IllegalArgumentException("price of " + model + ": valid_to " + validToMicros
                    + " is not after valid_from " + validFromMicros);
        }
    }

    /** A price of the public card, known when it is applied. */
    public static Price listed(
            String model, long validFromMicros, long validToMicros, long revision, Tariff standard, Tariff batch) {
        return new Price(model, PUBLIC, validFromMicros, validToMicros, KNOWN_WHEN_APPLIED, revision, standard, batch);
    }

    /** Name of the version, unique within the model; it names the card too. */
    public String version() {
        return standard.version();
    }

    public boolean validAt(long atMicros) {
        return validFromMicros <= atMicros && atMicros < validToMicros;
    }

    public Tariff tariff(boolean batchClass) {
        return batchClass ? batch : standard;
    }

    /** Whether it charges what the other one charges, whenever that is. */
    public boolean charges(Price other) {
        return standard.equals(other.standard) && batch.equals(other.batch);
    }

    /** The same, known at this time at the latest. */
    Price knownBy(long micros) {
        return knownAtMicros <= micros
                ? this
                : new Price(model, rateCard, validFromMicros, validToMicros, micros, revision, standard, batch);
    }
}
