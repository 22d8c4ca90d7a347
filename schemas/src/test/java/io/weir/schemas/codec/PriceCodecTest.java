package io.weir.schemas.codec;

import static io.weir.schemas.codec.Samples.assertRefused;
import static io.weir.schemas.codec.Samples.price;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.core.cost.Rates;
import io.weir.core.cost.Tariff;
import io.weir.v1.Price;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class PriceCodecTest {

    private static final long MOST_RATE = 10_000_000_000_000L;

    private static io.weir.core.cost.Price core(Consumer<Price> change) {
        Price price = price();
        change.accept(price);
        return PriceCodec.toCore(price, 7);
    }

    private static void refused(String field, String value, Consumer<Price> change) {
        assertRefused(field, value, () -> core(change));
    }

    private static void euros(Price price) {
        price.setCurrency("EUR");
        price.setConversionNanodollarsPerUnit(1_083_700_000L);
        price.setConversionDate("2026-10-30");
    }

    /** An unknown price is an error, never 0. */
    @Test
    void inputAndOutputMustBePriced() {
        refused("input", "null", price -> price.setInput(null));
        refused("output", "null", price -> price.setOutput(null));
    }

    @Test
    void aRateIsFrom0ToTenThousandDollars() {
        assertEquals(0, core(price -> price.setInput(0L)).standard().base().input());
        assertEquals(
                MOST_RATE,
                core(price -> price.setOutput(MOST_RATE)).standard().base().output());
        refused("input", "-1", price -> price.setInput(-1L));
        refused("output", "10000000000001", price -> price.setOutput(MOST_RATE + 1));
        refused("cached_input", "-1", price -> price.setCachedInput(-1L));
        refused("cache_write", "-1", price -> price.setCacheWrite(-1L));
        refused("reasoning", "-1", price -> price.setReasoning(-1L));
        refused("request", "-1", price -> price.setRequest(-1L));
        refused("batch_input", "-1", price -> price.setBatchInput(-1L));
        refused("batch_cached_input", "-1", price -> price.setBatchCachedInput(-1L));
        refused("batch_cache_write", "-1", price -> price.setBatchCacheWrite(-1L));
        refused("batch_output", "-1", price -> price.setBatchOutput(-1L));
        refused("batch_reasoning", "-1", price -> price.setBatchReasoning(-1L));
        refused("batch_request", "-1", price -> price.setBatchRequest(-1L));
        refused("long_context_input", "-1", price -> price.setLongContextInput(-1L));
        refused("long_context_cached_input", "-1", price -> price.setLongContextCachedInput(-1L));
        refused("long_context_cache_write", "-1", price -> price.setLongContextCacheWrite(-1L));
        refused("long_context_output", "-1", price -> price.setLongContextOutput(-1L));
        refused("long_context_reasoning", "-1", price -> price.setLongContextReasoning(-1L));
        refused("batch_long_context_input", "-1", price -> price.setBatchLongContextInput(-1L));
        refused("batch_long_context_cached_input", "-1", price -> price.setBatchLongContextCachedInput(-1L));
        refused("batch_long_context_cache_write", "-1", price -> price.setBatchLongContextCacheWrite(-1L));
        refused("batch_long_context_output", "-1", price -> price.setBatchLongContextOutput(-1L));
        refused("batch_long_context_reasoning", "-1", price -> price.setBatchLongContextReasoning(-1L));
    }

    @Test
    void aPriceIsNamedAndOfSomePeriod() {
        refused("model", "", price -> price.setModel(""));
        for (String version : List.of("", "a/b", "a:b", "a+b", "a b", "v".repeat(65))) {
            refused("version", version, price -> price.setVersion(version));
        }
        for (String card : List.of("Gold", "a/b", "g".repeat(41))) {
            refused("rate_card", card, price -> price.setRateCard(card));
        }
        refused("long_context_threshold_tokens", "-1", price -> price.setLongContextThresholdTokens(-1L));
        refused(
                "valid_to",
                "price of small-1: valid_to 0 is not after valid_from 0",
                price -> price.setValidTo(Instant.EPOCH));
    }

    @Test
    void anyTimeOfTheWireIsTaken() {
        assertEquals(
                Long.MIN_VALUE,
                core(price -> price.setValidFrom(Micros.instant(Long.MIN_VALUE)))
                        .validFromMicros());
        assertEquals(
                Long.MIN_VALUE,
                core(price -> price.setKnownAt(Micros.instant(Long.MIN_VALUE))).knownAtMicros());
        assertEquals(
                io.weir.core.cost.Price.KNOWN_WHEN_APPLIED, core(price -> {}).knownAtMicros());
    }

    @Test
    void componentsWithoutARateTakeTheOneTheyArePartOf() {
        Rates rates = Rates.of(100_000_000L, 400_000_000L);
        assertEquals(Tariff.flat("2026-01", rates), core(price -> {}).standard());
        assertEquals(Tariff.flat("2026-01:batch", rates), core(price -> {}).batch());
    }

    @Test
    void aPartThatIsPriced_keepsItsRateWhereTheClassNamesNoOther() {
        var core = core(price -> {
            price.setCachedInput(1L);
            price.setCacheWrite(2L);
            price.setReasoning(3L);
            price.setBatchInput(4L);
            price.setBatchOutput(5L);
            price.setLongContextThresholdTokens(6L);
            price.setLongContextInput(7L);
            price.setLongContextOutput(8L);
            price.setRequest(9L);
        });
        Rates longContext = new Rates(7, 1, 2, 8, 3);
        assertEquals(
                new Tariff("2026-01", new Rates(100_000_000L, 1, 2, 400_000_000L, 3), 6, longContext, 9),
                core.standard());
        assertEquals(new Tariff("2026-01:batch", new Rates(4, 1, 2, 5, 3), 6, longContext, 9), core.batch());
    }

    @Test
    void eachComponentKeepsItsRate() {
        var core = core(price -> {
            price.setInput(1L);
            price.setCachedInput(2L);
            price.setCacheWrite(3L);
            price.setOutput(4L);
            price.setReasoning(5L);
            price.setRequest(6L);
            price.setLongContextThresholdTokens(7L);
            price.setLongContextInput(8L);
            price.setLongContextCachedInput(9L);
            price.setLongContextCacheWrite(10L);
            price.setLongContextOutput(11L);
            price.setLongContextReasoning(12L);
            price.setBatchInput(13L);
            price.setBatchCachedInput(14L);
            price.setBatchCacheWrite(15L);
            price.setBatchOutput(16L);
            price.setBatchReasoning(17L);
            price.setBatchRequest(18L);
            price.setBatchLongContextInput(19L);
            price.setBatchLongContextCachedInput(20L);
            price.setBatchLongContextCacheWrite(21L);
            price.setBatchLongContextOutput(22L);
            price.setBatchLongContextReasoning(23L);
        });
        assertEquals(
                new Tariff("2026-01", new Rates(1, 2, 3, 4, 5), 7, new Rates(8, 9, 10, 11, 12), 6), core.standard());
        assertEquals(
                new Tariff("2026-01:batch", new Rates(13, 14, 15, 16, 17), 7, new Rates(19, 20, 21, 22, 23), 18),
                core.batch());
    }

    @Test
    void aPriceNamesItsCardAndItsRevision() {
        var core = core(price -> price.setRateCard("gold"));
        assertEquals("gold", core.rateCard());
        assertEquals("gold/2026-01", core.version());
        assertEquals(7, core.revision());
    }

    /** 0.1 euro at 1.0837 is 0.10837 dollars; a nano-euro is rounded up to two nano-dollars. */
    @Test
    void anotherCurrencyIsConvertedOnce_roundedUp_andTheVersionSaysSo() {
        var core = core(price -> {
            euros(price);
            price.setOutput(1L);
        });
        assertEquals(Tariff.flat("2026-01+EUR@1.0837@2026-10-30", Rates.of(108_370_000L, 2L)), core.standard());
        assertEquals("2026-01:batch+EUR@1.0837@2026-10-30", core.batch().version());
        assertEquals(
                0,
                core(price -> {
                            euros(price);
                            price.setInput(0L);
                        })
                        .standard()
                        .base()
                        .input());
    }

    @Test
    void aConversionNamesItsRateAndItsDay() {
        refused("conversion_nanodollars_per_unit", "null", price -> {
            euros(price);
            price.setConversionNanodollarsPerUnit(null);
        });
        for (long rate : new long[] {0, -1, 1_000_000_000_000_001L}) {
            refused("conversion_nanodollars_per_unit", Long.toString(rate), price -> {
                euros(price);
                price.setConversionNanodollarsPerUnit(rate);
            });
        }
        for (String date : List.of("", "2026-02-30", "yesterday")) {
            refused("conversion_date", date, price -> {
                euros(price);
                price.setConversionDate(date);
            });
        }
        for (String currency : List.of("", "eur", "EURO")) {
            refused("currency", currency, price -> {
                euros(price);
                price.setCurrency(currency);
            });
        }
        refused("conversion_nanodollars_per_unit", "1", price -> price.setConversionNanodollarsPerUnit(1L));
    }

    @Test
    void whatIsAbsurdOnlyWhenConverted_isRefusedToo() {
        refused("input", "10000000000000", price -> {
            euros(price);
            price.setInput(MOST_RATE);
        });
        refused("output", "9223372036854775807", price -> {
            euros(price);
            price.setOutput(Long.MAX_VALUE);
        });
    }
}
