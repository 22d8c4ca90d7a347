package io.weir.infra.local.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.v1.Price;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PriceDeclarationsTest {

    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    private static final String SHORT =
            "{model: m1, version: v1, valid_from: 2026-11-01, input_usd_per_million: \"0.01\","
                    + " output_usd_per_million: \"0.04\", reasoning_usd_per_million: \"0.08\"}";

    @TempDir
    Path directory;

    private StackFile read(String prices, String rest) {
        try {
            Path file = Files.writeString(directory.resolve("weir.yaml"), "prices:\n  - " + prices + "\n" + rest);
            return StackFile.read(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private String refused(String prices, String rest) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> read(prices, rest))
                .getMessage());
    }

    private Price price(String prices, String rest) {
        StackFile file = read(prices, rest);
        return PriceDeclarations.price(file.prices().get(0), file.conversions(), NOW);
    }

    @Test
    void aPriceIsNanodollarsPerMillionTokens_andWhatIsNotPricedStaysUnknown() {
        Price price = price(SHORT, "");

        assertEquals(10_000_000L, price.getInput());
        assertEquals(40_000_000L, price.getOutput());
        assertEquals(80_000_000L, price.getReasoning());
        assertNull(price.getCachedInput());
        assertNull(price.getBatchInput());
        assertNull(price.getLongContextThresholdTokens());
        assertNull(price.getRequest());
        assertEquals(Instant.parse("2026-11-01T00:00:00Z"), price.getValidFrom());
        assertNull(price.getValidTo());
        assertEquals(NOW, price.getKnownAt());
        assertEquals("USD", price.getCurrency());
        assertFalse(price.getForce());
        assertEquals("m1@v1", PriceDeclarations.key(price));
    }

    @Test
    void everyComponentCanBeGiven() {
        Price price = price(
                """
                {model: m1, version: v2, valid_from: 2026-11-01, valid_to: 2026-12-01, rate_card: gold, force: true,
                     rates: {input: "1", cached_input: "2", cache_write: "3", output: "4", reasoning: "5", request: "6"},
                     batch: {input: "7", cached_input: "8", cache_write: "9", output: "10", reasoning: "11", request: "12"},
                     long_context: {above_tokens: 13, input: "14", cached_input: "15", cache_write: "16", output: "17",
                       reasoning: "18"},
                     batch_long_context: {input: "19", cached_input: "20", cache_write: "21", output: "22", reasoning: "23"}}
                """,
                "");

        List<Long> nanos = List.of(
                price.getInput(),
                price.getCachedInput(),
                price.getCacheWrite(),
                price.getOutput(),
                price.getReasoning(),
                price.getRequest(),
                price.getBatchInput(),
                price.getBatchCachedInput(),
                price.getBatchCacheWrite(),
                price.getBatchOutput(),
                price.getBatchReasoning(),
                price.getBatchRequest(),
                price.getLongContextThresholdTokens() * 1_000_000_000L,
                price.getLongContextInput(),
                price.getLongContextCachedInput(),
                price.getLongContextCacheWrite(),
                price.getLongContextOutput(),
                price.getLongContextReasoning(),
                price.getBatchLongContextInput(),
                price.getBatchLongContextCachedInput(),
                price.getBatchLongContextCacheWrite(),
                price.getBatchLongContextOutput(),
                price.getBatchLongContextReasoning());
        for (int i = 0; i < nanos.size(); i++) {
            assertEquals((i + 1) * 1_000_000_000L, nanos.get(i));
        }
        assertEquals(Instant.parse("2026-12-01T00:00:00Z"), price.getValidTo());
        assertTrue(price.getForce());
        assertEquals("m1@gold/v2", PriceDeclarations.key(price));
    }

    @Test
    void anotherCurrencyTakesTheConversionOfTheFile() {
        String euros =
                "{model: m1, version: v1, valid_from: 2026-11-01, currency: EUR, rates: {input: \"1\", output: \"2\"}}";
        Price price = price(euros, "conversions: [{currency: EUR, usd: \"1.0837\", date: 2026-10-30}]");

        assertEquals("EUR", price.getCurrency());
        assertEquals(1_083_700_000L, price.getConversionNanodollarsPerUnit());
        assertEquals("2026-10-30", price.getConversionDate());
        assertEquals(1_000_000_000L, price.getInput());
        assertTrue(refused(euros, "").contains("conversions: currency EUR of model m1 has none"));
    }

    @Test
    void whatIsNoPriceIsRefusedByItsKey() {
        String rates = ", rates: {input: \"1\", output: \"2\"}}";
        assertTrue(refused("{model: m1, version: v1, valid_from: 2026-11-01}", "")
                .contains("prices.m1.input_usd_per_million must be given"));
        assertTrue(
                refused(SHORT.replace("}", rates), "").contains("prices.m1: give rates or rates in usd_per_million"));
        assertTrue(refused(SHORT.replace("}", ", currency: EUR}"), "").contains("prices.m1.currency: usd_per_million"));
        assertTrue(refused("{model: m1, version: v1, valid_from: 2026-11-01, rates: {input: \"1\"}}", "")
                .contains("prices.m1.rates.output must be given"));
        assertTrue(refused(SHORT + "\n  - " + SHORT, "").contains("prices: version v1 of m1 is declared twice"));
        StackFile fine = read(SHORT.replace("\"0.01\"", "\"0.0000000001\""), "");
        assertTrue(String.valueOf(assertThrows(
                                IllegalArgumentException.class,
                                () -> PriceDeclarations.price(fine.prices().get(0), List.of(), NOW))
                        .getMessage())
                .startsWith("prices.m1.input_usd_per_million "));
    }

    @Test
    void anAccountsRateCardHasAPrice() {
        String gold = SHORT.replace("}", ", rate_card: gold}");
        String accounts = "accounts: [{account: acme, rate_card: gold}]";
        assertEquals("gold", read(gold, accounts).accounts().get(0).rateCard());
        assertTrue(refused(SHORT, accounts).contains("accounts.acme.rate_card: no price is of card gold"));
    }

    @Test
    void aPriceOfACardIsNoPriceForATier() {
        String tiers = "tiers: [{tier: small, model: m1, context_window: 2048, concurrency: 1}]";
        assertTrue(refused(SHORT.replace("}", ", rate_card: gold}"), tiers)
                .contains("prices: model m1 of tier small has none"));
    }
}
