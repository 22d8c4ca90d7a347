package io.weir.schemas.codec;

import io.weir.core.cost.Price;
import io.weir.core.cost.PriceVersion;
import io.weir.core.cost.PriceVersion.Conversion;
import io.weir.core.cost.Rates;
import io.weir.core.cost.Tariff;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Prices as declared, in dollars.
 *
 * <p>A rate that is not given is that of the component which it is part of: cached input is input, reasoning is output. A rate in
 * another currency is converted once, rounded up: what is billed is never less than what was declared.
 */
public final class PriceCodec {

    /** Ten thousand dollars per million tokens: above any price, and far below what would overflow a cost. */
    private static final long MAX_RATE = 10_000L * 1_000_000_000L;

    private static final long NANO = 1_000_000_000L;

    /** No unit of a currency is worth more than a million dollars. */
    private static final long MAX_CONVERSION = 1_000_000L * NANO;

    private static final Pattern CARD = Pattern.compile("[a-z0-9-]{0,40}");
    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

    private final io.weir.v1.Price price;
    private final Conversion conversion;

    private PriceCodec(io.weir.v1.Price price) {
        this.price = price;
        this.conversion = conversion(price);
    }

    /**
     * The price that a record declares.
     *
     * @param revision offset of the public record
     * @throws InvalidRecord with the first field that breaks a rule
     */
    public static Price toCore(io.weir.v1.Price price, long revision) {
        if (price.getModel().isEmpty()) {
            throw InvalidRecord.of("model", price.getModel(), "must be given");
        }
        matches("version", price.getVersion(), VERSION);
        matches("rate_card", price.getRateCard(), CARD);
        return new PriceCodec(price).toCore(revision);
    }

    /** Checks the name of a rate card that an account pays by; empty is none. */
    static String rateCard(String card) {
        matches("rate_card", card, CARD);
        return card;
    }

    private static void matches(String field, String value, Pattern pattern) {
        if (!pattern.matcher(value).matches()) {
            throw InvalidRecord.of(field, value, "must match " + pattern);
        }
    }

    private static Conversion conversion(io.weir.v1.Price price) {
        Long rate = price.getConversionNanodollarsPerUnit();
        if (price.getCurrency().equals(Conversion.NONE.currency())) {
            if (rate != null) {
                throw InvalidRecord.of("conversion_nanodollars_per_unit", rate, "must not be given for USD");
            }
            return Conversion.NONE;
        }
        matches("currency", price.getCurrency(), CURRENCY);
        if (rate == null || rate <= 0 || rate > MAX_CONVERSION) {
            throw InvalidRecord.of(
                    "conversion_nanodollars_per_unit",
                    rate,
                    "must be from 1 to " + MAX_CONVERSION + " for currency " + price.getCurrency());
        }
        try {
            LocalDate.parse(price.getConversionDate());
        } catch (DateTimeException e) {
            throw InvalidRecord.of("conversion_date", price.getConversionDate(), "must be a day, such as 2026-10-30");
        }
        return new Conversion(price.getCurrency(), rate, price.getConversionDate());
    }

    private Price toCore(long revision) {
        long input = required("input", price.getInput());
        long output = required("output", price.getOutput());
        long cached = or("cached_input", price.getCachedInput(), input);
        long written = or("cache_write", price.getCacheWrite(), input);
        long reasoning = or("reasoning", price.getReasoning(), output);
        long request = or("request", price.getRequest(), 0);
        Rates standard = new Rates(input, cached, written, output, reasoning);
        Rates batch = batch(standard);
        Rates longContext = longContext(standard);
        Long threshold = price.getLongContextThresholdTokens();
        if (threshold != null && threshold < 0) {
            throw InvalidRecord.of("long_context_threshold_tokens", threshold, "must not be negative");
        }
        long most = threshold == null ? Long.MAX_VALUE : threshold;
        try {
            return new Price(
                    price.getModel(),
                    price.getRateCard(),
                    Micros.of(price.getValidFrom()),
                    price.getValidTo() == null ? Long.MAX_VALUE : Micros.of(price.getValidTo()),
                    knownAt(),
                    revision,
                    new Tariff(version(false), standard, most, longContext, request),
                    new Tariff(
                            version(true),
                            batch,
                            most,
                            batchLongContext(longContext),
                            or("batch_request", price.getBatchRequest(), request)));
        } catch (IllegalArgumentException e) {
            throw InvalidRecord.of("valid_to", e.getMessage(), "is not a period");
        }
    }

    private Rates batch(Rates standard) {
        long input = or("batch_input", price.getBatchInput(), standard.input());
        long output = or("batch_output", price.getBatchOutput(), standard.output());
        return new Rates(
                input,
                or("batch_cached_input", first(price.getBatchCachedInput(), price.getCachedInput()), input),
                or("batch_cache_write", first(price.getBatchCacheWrite(), price.getCacheWrite()), input),
                output,
                or("batch_reasoning", first(price.getBatchReasoning(), price.getReasoning()), output));
    }

    private Rates longContext(Rates standard) {
        long input = or("long_context_input", price.getLongContextInput(), standard.input());
        long output = or("long_context_output", price.getLongContextOutput(), standard.output());
        return new Rates(
                input,
                or(
                        "long_context_cached_input",
                        first(price.getLongContextCachedInput(), price.getCachedInput()),
                        input),
                or("long_context_cache_write", first(price.getLongContextCacheWrite(), price.getCacheWrite()), input),
                output,
                or("long_context_reasoning", first(price.getLongContextReasoning(), price.getReasoning()), output));
    }

    private Rates batchLongContext(Rates longContext) {
        long input = or("batch_long_context_input", price.getBatchLongContextInput(), longContext.input());
        long output = or("batch_long_context_output", price.getBatchLongContextOutput(), longContext.output());
        return new Rates(
                input,
                or(
                        "batch_long_context_cached_input",
                        first(
                                price.getBatchLongContextCachedInput(),
                                first(price.getLongContextCachedInput(), price.getCachedInput())),
                        input),
                or(
                        "batch_long_context_cache_write",
                        first(
                                price.getBatchLongContextCacheWrite(),
                                first(price.getLongContextCacheWrite(), price.getCacheWrite())),
                        input),
                output,
                or(
                        "batch_long_context_reasoning",
                        first(
                                price.getBatchLongContextReasoning(),
                                first(price.getLongContextReasoning(), price.getReasoning())),
                        output));
    }

    private static @Nullable Long first(@Nullable Long own, @Nullable Long otherwise) {
        return own != null ? own : otherwise;
    }

    private long knownAt() {
        long declared = Micros.of(price.getKnownAt());
        return declared == 0 ? Price.KNOWN_WHEN_APPLIED : declared;
    }

    private String version(boolean batch) {
        return new PriceVersion(price.getRateCard(), price.getVersion(), batch, conversion).text();
    }

    private long required(String field, @Nullable Long rate) {
        if (rate == null) {
            throw InvalidRecord.of(field, "null", "must be given: an unknown price is not free");
        }
        return dollars(field, rate);
    }

    private long or(String field, @Nullable Long rate, long otherwise) {
        return rate == null ? otherwise : dollars(field, rate);
    }

    /** In nano-dollars, rounded up. */
    private long dollars(String field, long rate) {
        if (rate < 0 || rate > MAX_RATE) {
            throw InvalidRecord.of(field, rate, "must be from 0 to " + MAX_RATE + " nano-units of the currency");
        }
        if (conversion.equals(Conversion.NONE)) {
            return rate;
        }
        BigInteger converted = BigInteger.valueOf(rate)
                .multiply(BigInteger.valueOf(conversion.nanodollarsPerUnit()))
                .add(BigInteger.valueOf(NANO - 1))
                .divide(BigInteger.valueOf(NANO));
        if (converted.compareTo(BigInteger.valueOf(MAX_RATE)) > 0) {
            throw InvalidRecord.of(field, rate, "must be at most " + MAX_RATE + " nano-dollars when converted");
        }
        return converted.longValueExact();
    }
}
