package io.weir.infra.local.config;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A price of a model. Its rates stand in {@code rates}, in its currency; a price in dollars may name the most usual ones itself.
 *
 * @param rateCard rate card; null for the public one
 * @param currency ISO 4217; null for dollars. Another one needs its conversion in the file.
 * @param batch what differs for the class batch
 * @param longContext what differs above a number of input tokens
 * @param batchLongContext what differs for the class batch above it
 * @param force that it is meant, however far it moves
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PriceEntry(
        String model,
        String version,
        LocalDate validFrom,
        @Nullable LocalDate validTo,
        @Nullable String rateCard,
        @Nullable String inputUsdPerMillion,
        @Nullable String outputUsdPerMillion,
        @Nullable String cachedInputUsdPerMillion,
        @Nullable String reasoningUsdPerMillion,
        @Nullable String currency,
        @Nullable RatesEntry rates,
        @Nullable RatesEntry batch,
        @Nullable LongContextEntry longContext,
        @Nullable RatesEntry batchLongContext,
        @Nullable Boolean force) {

    public PriceEntry {
        Objects.requireNonNull(model, "prices.model must be given");
        String key = "prices." + model;
        Objects.requireNonNull(version, key + ".version must be given");
        Objects.requireNonNull(validFrom, key + ".valid_from must be given");
        boolean named = inputUsdPerMillion != null
                || outputUsdPerMillion != null
                || cachedInputUsdPerMillion != null
                || reasoningUsdPerMillion != null;
        if (rates == null) {
            Objects.requireNonNull(inputUsdPerMillion, key + ".input_usd_per_million must be given");
            Objects.requireNonNull(outputUsdPerMillion, key + ".output_usd_per_million must be given");
        } else if (named) {
            throw new IllegalArgumentException(key + ": give rates or rates in usd_per_million, not both");
        } else {
            Objects.requireNonNull(rates.input, key + ".rates.input must be given");
            Objects.requireNonNull(rates.output, key + ".rates.output must be given");
        }
        if (named && currency != null && !currency.equals("USD")) {
            throw new IllegalArgumentException(
                    key + ".currency: usd_per_million is not in " + currency + ", give rates");
        }
        if (batchLongContext != null && longContext == null) {
            throw new IllegalArgumentException(key + ".batch_long_context: long_context must be given too");
        }
    }

    /**
     * Amounts in the price's currency, as text: per million tokens, {@code request} per attempt. What is not given is as the rates
     * that these differ from; see the record Price.
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RatesEntry(
            @Nullable String input,
            @Nullable String cachedInput,
            @Nullable String cacheWrite,
            @Nullable String output,
            @Nullable String reasoning,
            @Nullable String request) {

        static final RatesEntry NONE = new RatesEntry(null, null, null, null, null, null);
    }

    /** Rates above so many input tokens. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record LongContextEntry(
            long aboveTokens,
            @Nullable String input,
            @Nullable String cachedInput,
            @Nullable String cacheWrite,
            @Nullable String output,
            @Nullable String reasoning) {}

    /** What a unit of a currency is worth in dollars, as text, on a day. */
    public record ConversionEntry(String currency, String usd, LocalDate date) {
        public ConversionEntry {
            Objects.requireNonNull(currency, "conversions.currency must be given");
            Objects.requireNonNull(usd, "conversions." + currency + ".usd must be given");
            Objects.requireNonNull(date, "conversions." + currency + ".date must be given");
        }
    }
}
