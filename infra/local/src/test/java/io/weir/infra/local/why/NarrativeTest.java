package io.weir.infra.local.why;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.v1.Amounts;
import io.weir.v1.Candidate;
import io.weir.v1.Decision;
import io.weir.v1.LedgerEntry;
import io.weir.v1.Outcome;
import io.weir.v1.Refusal;
import io.weir.v1.Result;
import io.weir.v1.Usage;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NarrativeTest {

    private static final Instant AT = Instant.parse("2026-11-24T12:00:00Z");

    private final Story story = new Story("acme", "q1");

    @Test
    void aDecisionIsToldWithItsCandidatesAndItsGrounds() {
        story.decisions.add(decision());

        String text = Narrative.of(story);

        assertContains(text, "Query q1 of tenant acme, account acme/search, task add2");
        assertContains(text, "  small (p 0.40), then large (p 0.90)");
        assertContains(text, "    small *  m1     0.400  $0.0000001  $0.0000004");
        assertContains(text, "    large    m2     0.900  $0.0000012             budget_exceeded: no room in acme");
        assertContains(text, "plan         small, then large: solves with 0.940 at $0.00000082 expected");
        assertContains(text, "floor        0.882, met; lambda 1.0");
        assertContains(text, "policy       cheapest-pass 1, propensity 1.000, seed 77");
        assertContains(text, "calibration  version c9, 90.0 s old");
        assertContains(text, "price        version 2026-11-01");
        assertContains(text, "Result: none yet");
    }

    @Test
    void withoutACalibrationThePriorIsNamed() {
        Decision decision = decision();
        decision.setCalibrationVersion("");
        decision.setCalibrationAgeMicros(null);
        story.decisions.add(decision);

        assertContains(Narrative.of(story), "calibration  none yet, the prior alone");
    }

    @Test
    void theLedgerShowsWhatReturnedFromAHold() {
        story.entries.add(entry(3, "held", 400, null));
        story.entries.add(entry(4, "posted", 60, 400L));

        String text = Narrative.of(story);

        assertContains(text, "  3  held    $0.0000004 ");
        assertTrue(text.matches("(?s).*4  posted +\\$0\\.00000006 .*\\$0\\.00000034 .*"), text);
    }

    @Test
    void anOutcomeIsToldWithItsVerdictAndCost() {
        story.outcomes.add(Outcome.newBuilder()
                .setTenant("acme")
                .setQueryId("q1")
                .setAttempt(1)
                .setStatus("answered")
                .setVerdict("fail")
                .setVerifier("numeric")
                .setUsage(Usage.newBuilder()
                        .setInputTokens(20)
                        .setOutputTokens(4)
                        .build())
                .setCostNanodollars(60L)
                .setEnergyMillijoules(11)
                .setServiceMicros(350_000)
                .build());

        assertContains(
                Narrative.of(story),
                "outcome      answered, verdict fail by numeric, $0.00000006, 20 + 4 tokens, 11 mJ estimated, 350 ms");
    }

    @Test
    void aRejectionNamesLimitAskedAndFree() {
        story.result = Result.newBuilder()
                .setTenant("acme")
                .setQueryId("q1")
                .setStatus("rejected")
                .setReason("budget_exceeded")
                .setRefusal(Refusal.newBuilder()
                        .setCode("budget_exceeded")
                        .setAccount("acme")
                        .setLimitId("month")
                        .setUnit("money")
                        .setAsked(400L)
                        .setFree(399L)
                        .build())
                .build();

        String text = Narrative.of(story);

        assertContains(text, "Result: rejected, budget_exceeded");
        assertContains(text, "budget_exceeded, account acme, limit month, unit money, asked 400, free 399");
        assertFalse(text.contains("Attempt"), text);
    }

    @Test
    void anIdWithALineBreakForgesNoLine() {
        assertContains(Narrative.of(new Story("acme", "x\nResult: passed")), "Query x\\u000aResult: passed of");
    }

    @Test
    void agesAreOfTheSizeOfTheirUnit() {
        assertEquals("0 ms", Narrative.age(0));
        assertEquals("12.5 s", Narrative.age(12_500_000));
        assertEquals("3 min", Narrative.age(180_000_000));
        assertEquals("5 h", Narrative.age(5 * 3_600_000_000L));
    }

    private static Decision decision() {
        return Decision.newBuilder()
                .setTenant("acme")
                .setQueryId("q1")
                .setAttempt(1)
                .setAccount("acme/search")
                .setTask("add2")
                .setPolicy("cheapest-pass")
                .setPolicyVersion("1")
                .setCandidates(List.of(
                        candidate("small", "m1", 0.4, 100, 400L, null),
                        candidate("large", "m2", 0.9, 1_200, null, "budget_exceeded: no room in acme")))
                .setPlan(List.of("small", "large"))
                .setTier("small")
                .setPlanPassProbability(0.94)
                .setPlanExpectedCostNanodollars(820)
                .setFloor(0.882)
                .setFloorMet(true)
                .setMaxOutputTokens(64)
                .setPriceVersion("2026-11-01")
                .setCalibrationVersion("c9")
                .setCalibrationAgeMicros(90_000_000L)
                .setSeed(77)
                .setReason("small (p 0.40), then large (p 0.90)")
                .setAt(AT)
                .build();
    }

    private static Candidate candidate(String tier, String model, double p, long cost, Long hold, String excluded) {
        return Candidate.newBuilder()
                .setTier(tier)
                .setModel(model)
                .setPassProbability(p)
                .setExpectedCostNanodollars(cost)
                .setHold(hold == null ? null : money(hold))
                .setExcluded(excluded)
                .build();
    }

    private static LedgerEntry entry(long seq, String kind, long amount, Long released) {
        return LedgerEntry.newBuilder()
                .setId("e" + seq)
                .setSeq(seq)
                .setLedgerKey("acme")
                .setQueryId("q1")
                .setAttempt(1)
                .setKind(kind)
                .setAmounts(money(amount))
                .setReleased(released == null ? null : money(released))
                .setAt(AT)
                .build();
    }

    private static Amounts money(long nanodollars) {
        return Amounts.newBuilder().setMoneyNanodollars(nanodollars).build();
    }

    private static void assertContains(String text, String part) {
        assertTrue(text.contains(part), () -> "no '" + part + "' in:\n" + text);
    }
}
