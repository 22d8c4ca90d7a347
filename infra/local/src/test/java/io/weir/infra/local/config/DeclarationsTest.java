package io.weir.infra.local.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.infra.local.config.StackFile.AccountEntry;
import io.weir.infra.local.config.StackFile.LimitEntry;
import io.weir.infra.local.config.StackFile.PowerEntry;
import io.weir.infra.local.config.StackFile.TierEntry;
import io.weir.v1.Account;
import io.weir.v1.Limit;
import io.weir.v1.PowerProfile;
import io.weir.v1.Tier;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DeclarationsTest {

    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");

    @Test
    void aTierServesItsModelUnderItsOwnBounds() {
        TierEntry entry =
                new TierEntry("small", "m1", 2048, 512, 40, 4, 3, "eu", List.of("local"), null, null, null, null);

        Tier tier = Declarations.tier(entry, NOW);

        assertEquals("small", tier.getTier());
        assertEquals(3, tier.getConcurrency());
        assertEquals("eu", tier.getRegion());
        assertEquals(List.of("local"), tier.getTags());
        assertEquals(NOW, tier.getUpdatedAt());
        assertEquals("m1", tier.getModels().get(0).getModel());
        assertEquals(2048, tier.getModels().get(0).getContextWindow());
        assertEquals(40, tier.getModels().get(0).getTemplateTokens());
        assertEquals(4, tier.getModels().get(0).getTemplateTokensPerMessage());
    }

    @Test
    void powerIsFullUseOfASiteWithoutOverhead_whereNothingElseIsSaid() {
        PowerProfile power = Declarations.power(new PowerEntry(2, 12, null, 0.5, null, 70, 73));

        assertEquals(1.0, power.getUsage());
        assertEquals(1.0, power.getPue());
        assertEquals(12.0, power.getWattsPerProcessor());
    }

    @Test
    void aLimitIsHardAndInUtc_whereNothingElseIsSaid() {
        LimitEntry month = LimitEntry.of("month", "money", "0.01", null, "calendar_month");
        LimitEntry tokens = new LimitEntry(
                "tokens", "tokens", null, 5L, "lifetime", "Europe/Berlin", false, null, null, null, null, null);

        Account account = Declarations.account(
                new AccountEntry("acme", null, List.of(month, tokens), 0.9, "1", "gold", null, null), NOW);

        assertEquals("gold", account.getRateCard());
        Limit first = account.getLimits().get(0);
        assertEquals(10_000_000L, first.getAmount());
        assertEquals("UTC", first.getTimeZone());
        assertTrue(first.getHard());
        Limit second = account.getLimits().get(1);
        assertEquals(5L, second.getAmount());
        assertEquals("Europe/Berlin", second.getTimeZone());
        assertEquals(false, second.getHard());
        assertEquals(0.9, account.getPolicy().getMinPassProbability());
        assertEquals(1_000_000_000L, account.getPolicy().getValueOfPassNanodollars());
    }
}
