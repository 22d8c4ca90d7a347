package io.weir.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.core.cost.Price;
import io.weir.core.cost.Rates;
import io.weir.core.cost.Tariff;
import io.weir.core.energy.PowerProfile;
import io.weir.core.tier.Tier;
import io.weir.core.tier.TierState;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The tiers and prices of the platform's YAML. Power and accounts are read past: this replay has neither time nor budgets, so
 * that every policy meets the same tiers with nothing in its way.
 */
final class TierFile {

    private static final long MICROS_PER_SECOND = 1_000_000L;

    private TierFile() {}

    static List<Tier> tiers(JsonNode list) {
        List<Tier> tiers = new ArrayList<>();
        for (JsonNode node : list) {
            Fields tier = new Fields("tiers[" + tiers.size() + "]", node);
            tiers.add(new Tier(
                    tier.text("tier"),
                    tier.text("model"),
                    Set.of(),
                    tier.whole("context_window"),
                    tier.whole("max_output_tokens", 0),
                    tier.whole("template_tokens", 0),
                    tier.whole("template_tokens_per_message", 0),
                    TierState.ACTIVE,
                    Set.of(),
                    PowerProfile.NONE,
                    false,
                    tiers.size()));
        }
        return tiers;
    }

    static List<Price> prices(JsonNode list) {
        List<Price> prices = new ArrayList<>();
        for (JsonNode node : list) {
            Fields price = new Fields("prices[" + prices.size() + "]", node);
            Rates rates = Rates.of(price.dollars("input_usd_per_million"), price.dollars("output_usd_per_million"));
            Tariff tariff = Tariff.flat(price.text("version"), rates);
            prices.add(Price.listed(
                    price.text("model"), validFromMicros(price), Long.MAX_VALUE, prices.size(), tariff, tariff));
        }
        return prices;
    }

    private static long validFromMicros(Fields price) {
        String text = price.text("valid_from");
        try {
            return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toEpochSecond() * MICROS_PER_SECOND;
        } catch (DateTimeParseException e) {
            throw price.wrong("valid_from", "must be a date, such as 2026-11-01: " + text);
        }
    }
}
