package io.weir.core.cost;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Prices by rate card and model, several versions of each.
 *
 * <p>Bound: {@link #KEPT} versions of a model on a card, none that ended {@link #KEPT_AFTER_END_MICROS} before the last change:
 * no hold is taken at it, and open holds carry their tariff themselves.
 *
 * @param byCard by card and model
 */
public record RateCards(Map<String, Map<String, Versions>> byCard) {

    /** A year of monthly prices ahead, and what they replace. */
    static final int KEPT = 16;

    /** A day above the idempotency horizon of 7 days. */
    static final long KEPT_AFTER_END_MICROS = 8 * 24 * 3600 * 1_000_000L;

    public static final RateCards NONE = new RateCards(Map.of());

    /**
     * Versions of a model on a card.
     *
     * @param prices in order of precedence: the last valid one is in force
     * @param forgotten greatest offset of the price records that are kept no more: a repeat of one is no news; -1 before the
     *     first
     */
    public record Versions(List<Price> prices, long forgotten) {

        static final Versions NONE = new Versions(List.of(), -1);

        public Versions {
            prices = List.copyOf(prices);
        }

        Optional<Price> inForce(long atMicros) {
            for (int i = prices.size() - 1; i >= 0; i--) {
                if (prices.get(i).validAt(atMicros)) {
                    return Optional.of(prices.get(i));
                }
            }
            return Optional.empty();
        }

        Optional<Price> named(String version) {
            return prices.stream()
                    .filter(price -> price.version().equals(version))
                    .findFirst();
        }
    }

    /** What a card charges for a model; where it says nothing, the public card. Empty where that is unknown, which refuses. */
    public Optional<Price> inForce(String card, String model, long atMicros) {
        Optional<Price> own = versions(card, model).inForce(atMicros);
        return own.isPresent() || card.equals(Price.PUBLIC)
                ? own
                : versions(Price.PUBLIC, model).inForce(atMicros);
    }

    /** What is held of the version that a price names. */
    public Optional<Price> held(Price price) {
        return versions(price.rateCard(), price.model()).named(price.version());
    }

    /** Whether a price record is newer than what is held of its version. */
    public boolean isNewer(Price price) {
        return price.revision() > versions(price.rateCard(), price.model()).forgotten()
                && held(price)
                        .filter(held -> held.revision() >= price.revision())
                        .isEmpty();
    }

    public Versions versions(String card, String model) {
        return byCard.getOrDefault(card, Map.of()).getOrDefault(model, Versions.NONE);
    }

    /** @param atMicros when it is applied; by then it is known, and a version declared again stays known since the first time */
    public RateCards with(Price price, long atMicros) {
        Versions before = versions(price.rateCard(), price.model());
        Price known = price.knownBy(held(price)
                .map(held -> Math.min(held.knownAtMicros(), atMicros))
                .orElse(atMicros));
        List<Price> prices = new ArrayList<>(before.prices());
        prices.removeIf(version -> version.version().equals(price.version()));
        prices.add(known);
        prices.sort(Price.BY_PRECEDENCE);
        long forgotten = before.forgotten();
        for (Price gone = gone(prices, atMicros); gone != null; gone = gone(prices, atMicros)) {
            prices.remove(gone);
            forgotten = Math.max(forgotten, gone.revision());
        }
        Map<String, Versions> ofCard = new TreeMap<>(byCard.getOrDefault(price.rateCard(), Map.of()));
        ofCard.put(price.model(), new Versions(prices, forgotten));
        Map<String, Map<String, Versions>> changed = new TreeMap<>(byCard);
        changed.put(price.rateCard(), ofCard);
        return new RateCards(changed);
    }

    /**
     * What is kept no longer: the version that ended first, if long ago or if there are too many; where none has ended, the one
     * that begins last; where all are valid, the oldest. So a year of prices declared ahead does not take away the one in force.
     */
    private static @Nullable Price gone(List<Price> prices, long atMicros) {
        Optional<Price> ended = prices.stream()
                .filter(price -> price.validToMicros() <= atMicros)
                .min(Comparator.comparingLong(Price::validToMicros));
        if (prices.size() <= KEPT) {
            return ended.filter(price -> price.validToMicros() <= atMicros - KEPT_AFTER_END_MICROS)
                    .orElse(null);
        }
        return ended.or(() -> prices.stream()
                        .filter(price -> price.validFromMicros() > atMicros)
                        .max(Comparator.comparingLong(Price::validFromMicros)))
                .orElse(prices.get(0));
    }
}
