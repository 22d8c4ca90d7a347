package io.weir.core.tier;

import io.weir.core.calibration.Calibration;
import io.weir.core.cost.Price;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a partition has applied of tiers, prices and calibration.
 *
 * @param revision number of changes applied
 * @param tiers by name, in order of name
 * @param prices versions by model, oldest first
 * @param priceRevisions offset of the newest price record applied, by model
 * @param calibration newest calibration; {@link Calibration#NONE} before the first
 */
public record Catalogue(
        long revision,
        Map<String, Tier> tiers,
        Map<String, List<Price>> prices,
        Map<String, Long> priceRevisions,
        Calibration calibration) {

    /** Versions kept of a model's price: open holds carry their tariff themselves, so old ones are history. */
    static final int PRICES_KEPT = 16;

    public static final Catalogue EMPTY = new Catalogue(0, Map.of(), Map.of(), Map.of(), Calibration.NONE);

    /** The price of a model in force, the newest that is valid; empty where it is unknown, which refuses. */
    public Optional<Price> price(String model, long atMicros) {
        List<Price> versions = prices.getOrDefault(model, List.of());
        for (int i = versions.size() - 1; i >= 0; i--) {
            if (versions.get(i).validAt(atMicros)) {
                return Optional.of(versions.get(i));
            }
        }
        return Optional.empty();
    }

    /** Whether a tier record at this offset is newer than what is held. */
    public boolean isNewer(Tier tier) {
        Tier held = tiers.get(tier.name());
        return held == null || tier.revision() > held.revision();
    }

    public boolean isNewer(String model, long priceRevision) {
        return priceRevision > priceRevisions.getOrDefault(model, -1L);
    }

    public Catalogue with(Tier tier) {
        Map<String, Tier> changed = new TreeMap<>(tiers);
        changed.put(tier.name(), tier);
        return new Catalogue(revision + 1, changed, prices, priceRevisions, calibration);
    }

    /** @param atMicros when it is applied: beyond {@link #PRICES_KEPT} versions the one in force then is kept */
    public Catalogue with(Price price, long priceRevision, long atMicros) {
        List<Price> versions = new ArrayList<>(prices.getOrDefault(price.model(), List.of()));
        versions.removeIf(
                version -> version.standard().version().equals(price.standard().version()));
        versions.add(price);
        while (versions.size() > PRICES_KEPT) {
            versions.remove(leastNeeded(versions, atMicros));
        }
        Map<String, List<Price>> changed = new TreeMap<>(prices);
        changed.put(price.model(), List.copyOf(versions));
        Map<String, Long> revisions = new TreeMap<>(priceRevisions);
        revisions.put(price.model(), priceRevision);
        return new Catalogue(revision + 1, tiers, changed, revisions, calibration);
    }

    /**
     * The version that ended first; where none has ended, the one that begins last; where all are valid, the oldest. So a year
     * of prices declared ahead does not take away the one in force.
     */
    private static Price leastNeeded(List<Price> versions, long atMicros) {
        return versions.stream()
                .filter(version -> version.validToMicros() <= atMicros)
                .min(Comparator.comparingLong(Price::validToMicros))
                .or(() -> versions.stream()
                        .filter(version -> version.validFromMicros() > atMicros)
                        .max(Comparator.comparingLong(Price::validFromMicros)))
                .orElse(versions.get(0));
    }

    public Catalogue with(Calibration newer) {
        return new Catalogue(revision + 1, tiers, prices, priceRevisions, newer);
    }
}
