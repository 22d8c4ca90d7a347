package io.weir.core.tier;

import io.weir.core.calibration.Calibration;
import io.weir.core.cost.Price;
import io.weir.core.cost.RateCards;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a partition has applied of tiers, prices and calibration.
 *
 * @param revision number of changes applied
 * @param tiers by name, in order of name
 * @param prices versions by rate card and model
 * @param calibration newest calibration; {@link Calibration#NONE} before the first
 */
public record Catalogue(long revision, Map<String, Tier> tiers, RateCards prices, Calibration calibration) {

    public static final Catalogue EMPTY = new Catalogue(0, Map.of(), RateCards.NONE, Calibration.NONE);

    /** Whether a tier record at this offset is newer than what is held. */
    public boolean isNewer(Tier tier) {
        Tier held = tiers.get(tier.name());
        return held == null || tier.revision() > held.revision();
    }

    public Catalogue with(Tier tier) {
        Map<String, Tier> changed = new TreeMap<>(tiers);
        changed.put(tier.name(), tier);
        return new Catalogue(revision + 1, changed, prices, calibration);
    }

    /** @param atMicros when it is applied */
    public Catalogue with(Price price, long atMicros) {
        return new Catalogue(revision + 1, tiers, prices.with(price, atMicros), calibration);
    }

    public Catalogue with(Calibration newer) {
        return new Catalogue(revision + 1, tiers, prices, newer);
    }
}
