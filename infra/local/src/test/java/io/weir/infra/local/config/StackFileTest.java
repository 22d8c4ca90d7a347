package io.weir.infra.local.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.schemas.codec.AccountCodec;
import io.weir.v1.Limit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StackFileTest {

    private static final String GOOD =
            """
            tiers:
              - {tier: small, model: m1, context_window: 2048, concurrency: 1}
            prices:
              - {model: m1, version: v1, valid_from: 2026-11-01, input_usd_per_million: "0.01", output_usd_per_million: "0.04"}
            accounts:
              - account: acme
                limits:
                  - {id: month, unit: money, usd: "0.01", window: calendar_month}
            workload: {queries: queries.jsonl, accounts: [acme], rounds: 1, queries_per_second: 5}
            """;

    @TempDir
    Path directory;

    @Test
    void aGoodFileIsReadAsItStands() throws IOException {
        StackFile file = read(GOOD);

        assertEquals(List.of("small"), List.copyOf(file.tiersByName().keySet()));
        assertEquals("0.01", file.accounts().get(0).limits().get(0).usd());
    }

    @Test
    void theShippedFileIsGood() {
        Path shipped = Path.of(System.getProperty("basedir", "")).resolve("../workloads/small-tiers/weir.yaml");

        assertEquals(3, StackFile.read(shipped).tiers().size());
    }

    @Test
    void anUnknownKey_isNamedWithItsPath() {
        String error = refused(GOOD.replace("- account: acme", "- account: acme\n    ownr: nobody"));

        assertTrue(error.contains("weir.yaml:10: accounts[0].ownr: "), error);
    }

    @Test
    void aTierWithoutAPrice_namesBoth() {
        String error = refused(GOOD.replace("{model: m1,", "{model: m2,"));

        assertTrue(error.contains("prices: model m1 of tier small has none"), error);
    }

    @Test
    void aTierDeclaredTwice_isNamed() {
        String error = refused(
                GOOD.replace("prices:", "  - {tier: small, model: m1, context_window: 2048, concurrency: 1}\nprices:"));

        assertTrue(error.contains("tiers: small is declared twice"), error);
    }

    @Test
    void anAccountDeclaredTwice_isNamed() {
        String error = refused(GOOD.replace("workload:", "  - account: acme\nworkload:"));

        assertTrue(error.contains("accounts: acme is declared twice"), error);
    }

    @Test
    void aWorkloadOfAnUndeclaredAccount_namesIt() {
        String error = refused(GOOD.replace("accounts: [acme]", "accounts: [acme, hooli]"));

        assertTrue(error.contains("workload.accounts: hooli is not declared"), error);
    }

    @Test
    void aWorkloadWithoutARate_isRefused() {
        String error = refused(GOOD.replace("queries_per_second: 5", "queries_per_second: 0"));

        assertTrue(error.contains("queries_per_second 0.0"), error);
    }

    @Test
    void aLimitOfMoneyInAnotherAmount_saysWhatItNeeds() {
        String error = refused(GOOD.replace("usd: \"0.01\"", "amount: 10"));

        assertTrue(error.contains("limits.month: a limit of money needs usd and nothing else"), error);
    }

    @Test
    void everyTermOfALimit_isDeclared() throws IOException {
        String week =
                """
                {id: week, unit: money, usd: "0.01", window: calendar_week, time_zone: Asia/Beirut, hard: false,
                         week_start_day: sunday, thresholds: [50, 80, 100], rollover: {share: 0.5},
                         increase: {usd: "0.002", until: 2026-12-01T00:00:00Z}}""";
        String month =
                """
                {id: m, unit: tokens, amount: 9, window: calendar_month, fiscal_start_day: 28, rollover: {amount: 4}}""";
        String text = GOOD.replace(
                "{id: month, unit: money, usd: \"0.01\", window: calendar_month}",
                week + "\n      - " + month
                        + "\n      - {id: rpm, unit: requests, amount: 60, window: rolling_minute}");

        List<Limit> limits = Declarations.account(read(text).accounts().get(0), Instant.EPOCH)
                .getLimits();

        Limit first = limits.get(0);
        assertEquals("calendar_week", first.getWindow());
        assertEquals(7, first.getWeekStartDay());
        assertEquals(List.of(50.0, 80.0, 100.0), first.getThresholds());
        assertTrue(first.getRollover());
        assertEquals(0.5, first.getRolloverShare());
        assertEquals(2_000_000, first.getIncrease());
        assertEquals(Instant.parse("2026-12-01T00:00:00Z"), first.getIncreaseUntil());
        assertEquals(28, limits.get(1).getFiscalStartDay());
        assertEquals(4L, limits.get(1).getRolloverMax());
        assertEquals("rolling_minute", limits.get(2).getWindow());
        assertEquals(
                3,
                AccountCodec.toCore(Declarations.account(read(text).accounts().get(0), Instant.EPOCH), 1)
                        .limits()
                        .size());
    }

    @Test
    void aLimitsTermThatIsWrong_isNamed() throws IOException {
        String limit = "usd: \"0.01\", window: calendar_month";
        assertTrue(refused(GOOD.replace(limit, limit + ", increase: {usd: \"1\"}"))
                .contains("increase.until must be given"));
        assertTrue(refused(GOOD.replace(limit, limit + ", rollover: {amount: 1}"))
                .contains("limits.month.rollover: a limit of money needs usd and nothing else"));
        assertTrue(refused(GOOD.replace(limit, limit + ", rollover: {share: 1, usd: \"1\"}"))
                .contains("rollover needs share or an amount"));
        StackFile file = read(GOOD.replace(limit, limit + ", week_start_day: Sunday"));
        IllegalArgumentException error = assertThrows(
                IllegalArgumentException.class,
                () -> Declarations.account(file.accounts().get(0), Instant.EPOCH));
        assertEquals("accounts.acme.limits.month.week_start_day must be monday to sunday: Sunday", error.getMessage());
    }

    @Test
    void aTierWithoutConcurrency_namesTheValue() {
        String error = refused(GOOD.replace("concurrency: 1", "concurrency: 0"));

        assertTrue(error.contains("tiers.small.concurrency must be positive: 0"), error);
    }

    @Test
    void aMissingFile_isNamed() {
        Path missing = directory.resolve("none.yaml");

        IllegalArgumentException error = assertThrows(IllegalArgumentException.class, () -> StackFile.read(missing));

        assertTrue(error.getMessage().contains(missing.toString()), error.getMessage());
    }

    private StackFile read(String text) throws IOException {
        return StackFile.read(Files.writeString(directory.resolve("weir.yaml"), text));
    }

    private String refused(String text) {
        return assertThrows(IllegalArgumentException.class, () -> read(text)).getMessage();
    }
}
