package io.weir.infra.local.config;

import io.weir.infra.local.config.PriceEntry.ConversionEntry;
import io.weir.infra.local.config.PriceEntry.LongContextEntry;
import io.weir.infra.local.config.PriceEntry.RatesEntry;
import io.weir.v1.Price;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a file declares of prices, as records of their topic. */
public final class PriceDeclarations {

    private final PriceEntry entry;
    private final String key;

    private PriceDeclarations(PriceEntry entry) {
        this.entry = entry;
        this.key = "prices." + entry.model() + ".";
    }

    /**
     * A price as its record.
     *
     * @param conversions of the file; {@link StackFile} has checked that the price's currency has one
     * @throws IllegalArgumentException naming a key whose text is no amount
     */
    public static Price price(PriceEntry entry, List<ConversionEntry> conversions, Instant now) {
        return new PriceDeclarations(entry).price(conversion(entry, conversions), now);
    }

    /** The conversion of a price's currency; empty for dollars, and where the file has none. */
    static Optional<ConversionEntry> conversion(PriceEntry entry, List<ConversionEntry> conversions) {
        return conversions.stream()
                .filter(conversion -> conversion.currency().equals(entry.currency()))
                .findFirst();
    }

    /** Key of a price's record: one for each version, so that compaction keeps them all. */
    public static String key(Price price) {
        String card = price.getRateCard().isEmpty() ? "" : price.getRateCard() + "/";
        return price.getModel() + "@" + card + price.getVersion();
    }

    private Price price(Optional<ConversionEntry> conversion, Instant now) {
        Price price = Price.newBuilder()
                .setModel(entry.model())
                .setVersion(entry.version())
                .setRateCard(Objects.requireNonNullElse(entry.rateCard(), ""))
                .setCurrency(Objects.requireNonNullElse(entry.currency(), "USD"))
                .setValidFrom(startOf(entry.validFrom()))
                .setValidTo(entry.validTo() == null ? null : startOf(entry.validTo()))
                .setKnownAt(now)
                .setSource("config")
                .setForce(Objects.requireNonNullElse(entry.force(), false))
                .build();
        conversion.ifPresent(rate -> {
            price.setConversionNanodollarsPerUnit(
                    Dollars.nanodollars("conversions." + rate.currency() + ".usd", rate.usd()));
            price.setConversionDate(rate.date().toString());
        });
        rates(price);
        batch(price);
        longContext(price);
        return price;
    }

    private static Instant startOf(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private void rates(Price price) {
        RatesEntry rates = entry.rates();
        if (rates == null) {
            price.setInput(amount("input_usd_per_million", entry.inputUsdPerMillion()));
            price.setOutput(amount("output_usd_per_million", entry.outputUsdPerMillion()));
            price.setCachedInput(amount("cached_input_usd_per_million", entry.cachedInputUsdPerMillion()));
            price.setReasoning(amount("reasoning_usd_per_million", entry.reasoningUsdPerMillion()));
            return;
        }
        price.setInput(amount("rates.input", rates.input()));
        price.setCachedInput(amount("rates.cached_input", rates.cachedInput()));
        price.setCacheWrite(amount("rates.cache_write", rates.cacheWrite()));
        price.setOutput(amount("rates.output", rates.output()));
        price.setReasoning(amount("rates.reasoning", rates.reasoning()));
        price.setRequest(amount("rates.request", rates.request()));
    }

    private void batch(Price price) {
        RatesEntry batch = Objects.requireNonNullElse(entry.batch(), RatesEntry.NONE);
        price.setBatchInput(amount("batch.input", batch.input()));
        price.setBatchCachedInput(amount("batch.cached_input", batch.cachedInput()));
        price.setBatchCacheWrite(amount("batch.cache_write", batch.cacheWrite()));
        price.setBatchOutput(amount("batch.output", batch.output()));
        price.setBatchReasoning(amount("batch.reasoning", batch.reasoning()));
        price.setBatchRequest(amount("batch.request", batch.request()));
    }

    private void longContext(Price price) {
        LongContextEntry above = entry.longContext();
        if (above == null) {
            return;
        }
        price.setLongContextThresholdTokens(above.aboveTokens());
        price.setLongContextInput(amount("long_context.input", above.input()));
        price.setLongContextCachedInput(amount("long_context.cached_input", above.cachedInput()));
        price.setLongContextCacheWrite(amount("long_context.cache_write", above.cacheWrite()));
        price.setLongContextOutput(amount("long_context.output", above.output()));
        price.setLongContextReasoning(amount("long_context.reasoning", above.reasoning()));
        RatesEntry batch = Objects.requireNonNullElse(entry.batchLongContext(), RatesEntry.NONE);
        price.setBatchLongContextInput(amount("batch_long_context.input", batch.input()));
        price.setBatchLongContextCachedInput(amount("batch_long_context.cached_input", batch.cachedInput()));
        price.setBatchLongContextCacheWrite(amount("batch_long_context.cache_write", batch.cacheWrite()));
        price.setBatchLongContextOutput(amount("batch_long_context.output", batch.output()));
        price.setBatchLongContextReasoning(amount("batch_long_context.reasoning", batch.reasoning()));
    }

    private @Nullable Long amount(String field, @Nullable String text) {
        return text == null ? null : Dollars.nanodollars(key + field, text);
    }
}
