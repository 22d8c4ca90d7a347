package io.weir.core.cost;

/**
 * One version of a model's price.
 *
 * @param model model that it prices
 * @param validFromMicros start of validity, microseconds since the epoch
 * @param validToMicros end of validity, exclusive; {@link Long#MAX_VALUE} where open
 * @param standard what the classes standard and flex pay
 * @param batch what the class batch pays
 */
public record Price(String model, long validFromMicros, long validToMicros, Tariff standard, Tariff batch) {

    public Price {
        if (validToMicros <= validFromMicros) {
            throw new IllegalArgumentException("price of " + model + ": valid_to " + validToMicros
                    + " is not after valid_from " + validFromMicros);
        }
    }

    public boolean validAt(long atMicros) {
        return validFromMicros <= atMicros && atMicros < validToMicros;
    }

    public Tariff tariff(boolean batchClass) {
        return batchClass ? batch : standard;
    }
}
