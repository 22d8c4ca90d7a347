package io.weir.core.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.core.calibration.Calibration;
import io.weir.core.calibration.TierTask;
import io.weir.core.calibration.TokenMeans;
import io.weir.core.cost.Price;
import io.weir.core.cost.Rates;
import io.weir.core.cost.Tariff;
import io.weir.core.energy.PowerProfile;
import io.weir.core.ledger.EntryKind;
import io.weir.core.query.ErrorClass;
import io.weir.core.query.QueryKey;
import io.weir.core.query.ResultStatus;
import io.weir.core.query.Verdict;
import io.weir.core.sample.QueryDraft;
import io.weir.core.sample.ReportDraft;
import io.weir.core.sample.TierDraft;
import io.weir.core.tier.TierHealth;
import io.weir.core.tier.TierState;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Why a tier is left out, on both sides of each boundary. */
class CandidatesTest {

    private static final QueryKey KEY = new QueryKey("acme", "q1");

    private static QueryDraft query() {
        return QueryDraft.of("acme", "q1").floor(0);
    }

    /** One priced tier and an account without limits. */
    private static Partition with(TierDraft tier) {
        return Partition.bare(Settings.DEFAULT)
                .tier(tier)
                .price("small", 100_000_000)
                .account("acme");
    }

    private static TierDraft small() {
        return TierDraft.of("small");
    }

    @Test
    void aTierWhoseFiguresOverflow_isLeftOut_andTheOthersServe() {
        Partition partition = with(small().contextWindow(10_000_000))
                .tier(TierDraft.of("medium"))
                .price("medium", Long.MAX_VALUE);
        partition.submit(query().maxOutputTokens(2_000_000));
        assertEquals("overflow", partition.exclusion("medium").code());
        assertEquals("small", partition.sentTo());
    }

    @Test
    void aModelWithoutAPrice_isExcluded_neverFree() {
        Partition partition =
                Partition.bare(Settings.DEFAULT).tier(small()).account("acme").submit(query());
        assertEquals("unpriced", partition.exclusion("small").code());
        assertEquals(ResultStatus.REJECTED, partition.result().status());
        assertEquals(
                "no_tier: small model small has no price in force",
                partition.result().reason());
        assertEquals(
                "no_tier", Objects.requireNonNull(partition.result().refusal()).code());
    }

    @Test
    void aPrice_isInForceFromItsStart_toJustBeforeItsEnd() {
        Partition partition = Partition.bare(Settings.DEFAULT).tier(small()).account("acme");
        Tariff tariff = Tariff.flat("v1", Rates.of(1, 1));
        partition.send(new Input.PriceChanged(Price.listed("small", 100, 200, 9, tariff, tariff), false));
        assertEquals(
                "unpriced",
                partition
                        .at(99)
                        .submit(QueryDraft.of("acme", "a"))
                        .exclusion("small")
                        .code());
        assertEquals(
                "small", partition.at(100).submit(QueryDraft.of("acme", "b")).sentTo());
        assertEquals(
                "small", partition.at(199).submit(QueryDraft.of("acme", "c")).sentTo());
        assertEquals(
                "unpriced",
                partition
                        .at(200)
                        .submit(QueryDraft.of("acme", "d"))
                        .exclusion("small")
                        .code());
    }

    @Test
    void batchWork_paysTheBatchTariff() {
        Partition partition = with(small());
        Tariff standard = Tariff.flat("v2", Rates.of(100_000_000, 100_000_000));
        Tariff batch = Tariff.flat("v2/batch", Rates.of(50_000_000, 50_000_000));
        partition.send(new Input.PriceChanged(Price.listed("small", 0, Long.MAX_VALUE, 99, standard, batch), false));
        assertEquals(
                "v2/batch",
                partition.submit(query().batch()).entry(EntryKind.HELD).priceVersion());
        assertEquals(25_750, partition.entry(EntryKind.HELD).amounts().moneyNanodollars());
        assertEquals(
                "v2",
                partition
                        .submit(QueryDraft.of("acme", "q2"))
                        .entry(EntryKind.HELD)
                        .priceVersion());
    }

    @Test
    void onlyActiveTiers_getWork() {
        for (TierState state : List.of(TierState.SHADOW, TierState.DRAINING)) {
            Partition partition = with(small().state(state)).submit(query());
            assertEquals("not_active", partition.exclusion("small").code());
            assertEquals(
                    "tier is " + state.wireName(), partition.exclusion("small").reason());
        }
    }

    @Test
    void aDeletedTier_isNoCandidate() {
        Partition partition = with(small().deleted()).submit(query());
        assertEquals(List.of(), partition.the(Effect.Decided.class).decision().candidates());
    }

    @Test
    void capabilitiesAndTags_mustAllBeThere() {
        Partition partition = with(small().capabilities("chat", "tools").tags("eu"));
        partition.submit(query().capabilities("tools", "vision"));
        assertEquals("capabilities", partition.exclusion("small").code());
        assertEquals("needs tools, vision", partition.exclusion("small").reason());
        partition.submit(QueryDraft.of("acme", "q2").requiredTags("hipaa", "eu"));
        assertEquals("tags", partition.exclusion("small").code());
        assertEquals("needs eu, hipaa", partition.exclusion("small").reason());
        assertEquals(
                "small",
                partition
                        .submit(QueryDraft.of("acme", "q3")
                                .capabilities("tools")
                                .requiredTags("eu"))
                        .sentTo());
    }

    @Test
    void expectedInputAndOutputCeiling_mustFitTheContextWindow() {
        assertEquals("small", with(small().contextWindow(216)).submit(query()).sentTo());
        Partition partition = with(small().contextWindow(215)).submit(query());
        assertEquals("context_window", partition.exclusion("small").code());
        assertEquals("needs 216 of 215 tokens", partition.exclusion("small").reason());
    }

    @Test
    void aLongPrompt_isMeasuredItself_notByTheMeanOfItsTask() {
        Partition partition = with(small().contextWindow(1_000));
        Map<TierTask, TokenMeans> means = Map.of(new TierTask("small", "arithmetic"), new TokenMeans(1, 90, 20));
        partition.send(new Input.CalibrationChanged(new Calibration("c", 0, 1, Map.of(), means, Map.of())));
        partition.submit(query().prompt(40_000, 1));
        assertEquals("context_window", partition.exclusion("small").code());
    }

    @Test
    void meansOfTheTask_setTheExpectedCost_withOutputNoMoreThanTheCeiling() {
        Partition partition = with(small());
        Map<TierTask, TokenMeans> means = Map.of(new TierTask("small", "arithmetic"), new TokenMeans(1, 90, 200));
        partition.send(new Input.CalibrationChanged(new Calibration("c", 0, 1, Map.of(), means, Map.of())));
        Decision decision = partition.submit(query()).the(Effect.Decided.class).decision();
        assertEquals(19_000, decision.candidates().get(0).expectedCostNanodollars());
    }

    @Test
    void outputIsBoundedByTheCaller_theTier_elseThePlatform() {
        assertEquals(
                100,
                with(small().maxOutputTokens(101))
                        .submit(query())
                        .the(Effect.AttemptSent.class)
                        .attempt()
                        .maxOutputTokens());
        assertEquals(
                99,
                with(small().maxOutputTokens(99))
                        .submit(query())
                        .the(Effect.AttemptSent.class)
                        .attempt()
                        .maxOutputTokens());
        assertEquals(
                1_024,
                with(small())
                        .submit(query().maxOutputTokens(0))
                        .the(Effect.AttemptSent.class)
                        .attempt()
                        .maxOutputTokens());
        assertEquals(
                50,
                with(small().maxOutputTokens(50))
                        .submit(query().maxOutputTokens(0))
                        .the(Effect.AttemptSent.class)
                        .attempt()
                        .maxOutputTokens());
    }

    @Test
    void workThatWouldMissTheDeadline_isNotBegun() {
        // 116 tokens at 1,000 a second and 50 at 50 a second: 1.116 s.
        PowerProfile power = new PowerProfile(0, 0, 0, 0, 1, 1_000, 50);
        long justInTime = Partition.SECOND + 1_116_000;
        assertEquals(
                "small",
                with(small().power(power)).submit(query().deadline(justInTime)).sentTo());
        Partition partition = with(small().power(power)).submit(query().deadline(justInTime - 1));
        assertEquals("deadline", partition.exclusion("small").code());
    }

    @Test
    void maxCost_boundsWhatAllAttemptsTogetherCouldCost() {
        Partition exact = Partition.withAccount().submit(query().maxCost(Partition.SMALL_HOLD));
        assertEquals("small", exact.sentTo());
        Partition below = Partition.withAccount().submit(query().maxCost(Partition.SMALL_HOLD - 1));
        assertEquals("max_cost", below.exclusion("small").code());
        assertEquals(
                "could cost 51500 of at most 51499 nano-dollars",
                below.exclusion("small").reason());
        long two = 34_000 + Partition.MEDIUM_HOLD;
        Partition second = Partition.withAccount().submit(query().maxCost(two)).answer(KEY, 1, Verdict.FAIL);
        assertEquals("medium", second.sentTo());
        Partition none =
                Partition.withAccount().submit(query().maxCost(two - 1)).answer(KEY, 1, Verdict.FAIL);
        assertEquals(ResultStatus.FAILED, none.result().status());
    }

    @Test
    void fiveErrorsInARow_takeATierDown_andAProbeGoesEachFiveSeconds_untilOneAnswers() {
        Partition partition = with(small()).at(50 * Partition.SECOND);
        for (int i = 1; i <= 5; i++) {
            assertEquals(
                    "small",
                    partition
                            .submit(QueryDraft.of("acme", "e" + i).maxAttempts(1))
                            .sentTo());
            assertFalse(partition.the(Effect.AttemptSent.class).probe());
            partition.report(ReportDraft.of(new QueryKey("acme", "e" + i), 1).error(ErrorClass.PROVIDER));
        }
        assertTrue(partition.state.health("small").isDown());
        partition.submit(QueryDraft.of("acme", "p0"));
        assertEquals("down", partition.exclusion("small").code(), "the first probe waits like every other");
        long probedAt = 100 * Partition.SECOND;
        assertTrue(partition
                .at(probedAt)
                .submit(QueryDraft.of("acme", "p1"))
                .the(Effect.AttemptSent.class)
                .probe());
        partition.at(probedAt + TierHealth.PROBE_EVERY_MICROS - 1).submit(QueryDraft.of("acme", "p2"));
        assertEquals("down", partition.exclusion("small").code());
        partition.at(probedAt + TierHealth.PROBE_EVERY_MICROS).submit(QueryDraft.of("acme", "p3"));
        assertTrue(partition.the(Effect.AttemptSent.class).probe());
        partition.answer(new QueryKey("acme", "p3"), 1, Verdict.FAIL);
        assertFalse(partition.state.health("small").isDown(), "any answer shows that it is up");
        assertFalse(partition
                .submit(QueryDraft.of("acme", "n1"))
                .the(Effect.AttemptSent.class)
                .probe());
    }

    @Test
    void anAnswerBetweenErrors_startsTheCountAnew_andCallersErrorsDoNotCount() {
        Partition partition = with(small());
        for (int i = 1; i <= 9; i++) {
            partition.submit(QueryDraft.of("acme", "e" + i).maxAttempts(1));
            ReportDraft report = ReportDraft.of(new QueryKey("acme", "e" + i), 1);
            partition.report(
                    i == 5 ? report.verdict(Verdict.PASS) : report.error(i == 9 ? ErrorClass.CALLER : ErrorClass.OWN));
        }
        assertEquals(3, partition.state.health("small").errorsInRow());
    }

    @Test
    void olderTiersPricesAndCalibrations_areIgnored() {
        Partition partition = with(small());
        long revision = partition.nextRevision();
        Calibration calibration = new Calibration("c1", 0, revision, Map.of(), Map.of(), Map.of());
        Tariff tariff = Tariff.flat("v9", Rates.of(100_000_000, 100_000_000));
        List<Input> changes = List.of(
                new Input.TierChanged(small().revision(revision).write()),
                new Input.PriceChanged(Price.listed("small", 0, 1, revision, tariff, tariff), false),
                new Input.CalibrationChanged(calibration));
        for (Input change : changes) {
            assertEquals(1, partition.send(change).effects().size());
            assertEquals(List.of(), partition.send(change).effects());
        }
        assertEquals(
                List.of(),
                partition
                        .send(new Input.TierChanged(
                                small().revision(revision - 1).write()))
                        .effects());
        Calibration relearned = new Calibration("c2", -1, revision + 1, Map.of(), Map.of(), Map.of());
        assertEquals(
                List.of(),
                partition.send(new Input.CalibrationChanged(relearned)).effects(),
                "knows less");
        Calibration same = new Calibration("c3", 0, revision + 1, Map.of(), Map.of(), Map.of());
        assertEquals(
                1, partition.send(new Input.CalibrationChanged(same)).effects().size());
    }
}
