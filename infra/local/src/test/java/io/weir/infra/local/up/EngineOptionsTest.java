package io.weir.infra.local.up;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.infra.local.config.StackFile;
import io.weir.infra.local.config.StackFile.TierEntry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

final class EngineOptionsTest {

    @Command(name = "test")
    private static final class Holder implements Runnable {
        @CommandLine.Mixin
        private final EngineOptions engines = new EngineOptions();

        @Override
        public void run() {}
    }

    private static final StackFile SHIPPED =
            StackFile.read(Path.of(System.getProperty("basedir", "")).resolve("../workloads/small-tiers/weir.yaml"));

    @Test
    void tiersThatAreNamed_replaceThoseOfTheConfig() {
        StackFile file = options("--engine", "openai", "--tier", "big=https://api.example/v1,qwen2.5-coder-1.5b")
                .tiers(SHIPPED, Map.of());

        assertEquals(List.of("big"), List.copyOf(file.tiersByName().keySet()));
        TierEntry tier = file.tiers().get(0);
        assertEquals("https://api.example/v1", tier.baseUrl());
        assertEquals("qwen2.5-coder-1.5b", tier.model());
        assertNull(tier.apiKeyEnv());
    }

    @Test
    void aTierOfTheConfig_keepsWhatItDeclares_andItsPowerOnlyForItsModel() {
        TierEntry same = tier("small=http://h/v1,smollm2-135m", Map.of());
        TierEntry other = tier("small=http://h/v1,qwen2.5-coder-0.5b", Map.of());

        assertEquals(2048, same.contextWindow());
        assertEquals(SHIPPED.tiersByName().get("small").power(), same.power());
        assertEquals(2048, other.contextWindow());
        assertNull(other.power());
    }

    @Test
    void aModelWithoutAPrice_isAnErrorThatNamesIt() {
        String error = refused("--engine", "openai", "--tier", "big=http://h/v1,gpt-9");

        assertTrue(error.contains("prices: model gpt-9 of tier big has none"), error);
    }

    @Test
    void aTiersOwnKey_goesBeforeTheCommonOne_whichNeverGoesOverPlainHttp() {
        Map<String, String> both = Map.of("OPENAI_API_KEY", "k", "OPENAI_API_KEY_MY_TIER", "k2");
        Map<String, String> common = Map.of("OPENAI_API_KEY", "k");

        assertEquals(
                "OPENAI_API_KEY_MY_TIER",
                tier("my-tier=http://h/v1,smollm2-135m", both).apiKeyEnv());
        assertEquals(
                "OPENAI_API_KEY", tier("small=https://h/v1,smollm2-135m", both).apiKeyEnv());
        assertEquals(
                "OPENAI_API_KEY",
                tier("small=http://127.0.0.1:1/v1,smollm2-135m", common).apiKeyEnv());
        assertNull(tier("small=http://h/v1,smollm2-135m", common).apiKeyEnv());
    }

    @Test
    void aTierOfAnotherForm_isNamedWithItsValue() {
        for (String wrong : List.of("big", "=http://h/v1,m", "big=http://h/v1", "big=,m", "big=http://h/v1,")) {
            assertEquals(
                    "--tier: '" + wrong + "' is not NAME=URL,model", refused("--engine", "openai", "--tier", wrong));
        }
        assertTrue(refused("--engine", "openai", "--tier", "big=ftp://h,m").contains("'ftp://h' is not an http"));
        assertTrue(refused("--engine", "openai", "--tier", "big=http://me:secret@h/v1,m")
                .endsWith("set OPENAI_API_KEY"));
    }

    @Test
    void theSameTierTwice_isRefused() {
        String error = refused(
                "--engine", "openai", "--tier", "a=http://h/v1,smollm2-135m", "--tier", "a=http://i/v1,smollm2-135m");

        assertEquals("--tier: a is given twice", error);
    }

    @Test
    void tiersAreForTheEngineThatTakesThem_andEnginesAreNamed() {
        assertEquals(
                "--tier is for --engine openai, not for llama",
                refusedByCheck("--engine", "llama", "--tier", "a=http://h/v1,m"));
        assertEquals("--engine must be recorded, llama or openai: vllm", refusedByCheck("--engine", "vllm"));
        assertEquals("--limit and --in-flight must be 0 or more: -2, -1", refusedByCheck("--limit", "-2"));
    }

    @Test
    void realModelsGetAPartOfTheWorkload_twoQueriesASlotAtATime() {
        StackFile slots = SHIPPED.withTiers(
                SHIPPED.tiers().stream().map(tier -> tier.at("http://h/v1", 1)).toList());

        assertEquals(OptionalInt.of(65), options("--engine", "llama").limit());
        assertEquals(OptionalInt.of(6), options("--engine", "llama").inFlight(slots));
        assertEquals(OptionalInt.of(24), options("--engine", "openai").inFlight(SHIPPED));
    }

    @Test
    void recordedAnswersGetItAll_andZeroMeansNoBound() {
        assertEquals(OptionalInt.empty(), options().limit());
        assertEquals(OptionalInt.empty(), options().inFlight(SHIPPED));
        assertEquals(
                OptionalInt.empty(),
                options("--engine", "llama", "--limit", "0").limit());
        assertEquals(OptionalInt.of(3), options("--in-flight", "3").inFlight(SHIPPED));
    }

    private static TierEntry tier(String value, Map<String, String> environment) {
        return options("--engine", "openai", "--tier", value)
                .tiers(SHIPPED, environment)
                .tiers()
                .get(0);
    }

    private static String refused(String... arguments) {
        return message(() -> options(arguments).tiers(SHIPPED, Map.of()));
    }

    private static String refusedByCheck(String... arguments) {
        return message(() -> options(arguments).check());
    }

    private static String message(org.junit.jupiter.api.function.Executable run) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, run).getMessage());
    }

    private static EngineOptions options(String... arguments) {
        Holder holder = new Holder();
        new CommandLine(holder).parseArgs(arguments);
        return holder.engines;
    }
}
