package io.weir.core.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.core.calibration.Calibration;
import io.weir.core.calibration.TierTask;
import io.weir.core.calibration.TokenMeans;
import io.weir.core.energy.PowerProfile;
import io.weir.core.ledger.AccountPolicy;
import io.weir.core.ledger.Amounts;
import io.weir.core.query.AttemptStatus;
import io.weir.core.query.ErrorClass;
import io.weir.core.query.PastAttempt;
import io.weir.core.query.QueryKey;
import io.weir.core.query.ResultStatus;
import io.weir.core.query.Verdict;
import io.weir.core.sample.QueryDraft;
import io.weir.core.sample.ReportDraft;
import io.weir.core.sample.TierDraft;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** From a query to its one result: which attempt comes next, and when there is none. */
class EscalationTest {

    private static final QueryKey KEY = new QueryKey("acme", "q1");

    private static QueryDraft query() {
        return QueryDraft.of("acme", "q1");
    }

    @Test
    void attemptsGoInOrderOfCostPerPass() {
        Partition partition = Partition.withAccount().submit(query());
        assertEquals("small", partition.sentTo());
        assertEquals(
                List.of("small", "medium", "large"),
                partition.the(Effect.Decided.class).decision().plan().attempts().stream()
                        .map(candidate -> candidate.tier().name())
                        .toList());
        assertEquals("medium", partition.answer(KEY, 1, Verdict.FAIL).sentTo());
        assertEquals("large", partition.answer(KEY, 2, Verdict.FAIL).sentTo());
        assertEquals(3, partition.the(Effect.AttemptSent.class).attempt().number());
    }

    @Test
    void aPass_endsTheQueryAtItsTier() {
        Partition partition = Partition.withAccount().submit(query()).answer(KEY, 1, Verdict.FAIL);
        Result result = partition.answer(KEY, 2, Verdict.PASS).result();
        assertEquals(ResultStatus.PASSED, result.status());
        assertEquals("medium", result.tier());
        assertEquals("attempt 2", Objects.requireNonNull(result.answer()).content());
        assertEquals(
                List.of("fail", "pass"),
                result.attempts().stream().map(PastAttempt::verdict).toList());
        assertEquals(
                List.of(34_000L, 136_000L),
                result.attempts().stream().map(PastAttempt::costNanodollars).toList());
        assertEquals(0, partition.state.openQueries());
    }

    @Test
    void noPassInAllAttempts_failsWithTheLastAnswer() {
        Partition partition =
                Partition.withAccount().submit(query().maxAttempts(2)).answer(KEY, 1, Verdict.FAIL);
        Result result = partition.answer(KEY, 2, Verdict.FAIL).result();
        assertEquals(ResultStatus.FAILED, result.status());
        assertEquals("no pass in 2 of at most 2 attempts", result.reason());
        assertEquals("attempt 2", Objects.requireNonNull(result.answer()).content());
        assertTrue(partition.effects(Effect.Decided.class).isEmpty(), "nothing is left to decide");
    }

    @Test
    void noTierLeft_failsAndSaysWhy() {
        Partition partition = Partition.withAccount().submit(query().maxAttempts(8));
        partition.answer(KEY, 1, Verdict.FAIL).answer(KEY, 2, Verdict.FAIL);
        Result result = partition.answer(KEY, 3, Verdict.FAIL).result();
        assertEquals(ResultStatus.FAILED, result.status());
        assertTrue(
                result.reason().startsWith("attempt 3 at large failed its verifier; no tier is left"), result.reason());
        assertEquals("", result.tier());
    }

    @Test
    void anUnverifiedQuery_hasOneAttemptAtATierThatReachesTheFloor_andIsAnswered() {
        Partition partition = Partition.withAccount().submit(query().unverified());
        assertEquals("large", partition.sentTo());
        assertEquals(
                1,
                partition.the(Effect.Decided.class).decision().plan().attempts().size());
        Result result = partition.answer(KEY, 1, Verdict.UNKNOWN).result();
        assertEquals(ResultStatus.ANSWERED, result.status());
        assertEquals("large answered, nothing verifies it", result.reason());
    }

    @Test
    void averifierThatCannotJudge_answers() {
        Partition partition = Partition.withAccount().submit(query());
        Result result = partition.answer(KEY, 1, Verdict.UNKNOWN).result();
        assertEquals(ResultStatus.ANSWERED, result.status());
        assertEquals("small answered, the verifier could not judge", result.reason());
    }

    @Test
    void aTruncatedAnswerThatPasses_passes() {
        Partition partition = Partition.withAccount().submit(query());
        ReportDraft report =
                ReportDraft.of(KEY, 1).status(AttemptStatus.TRUNCATED).verdict(Verdict.PASS);
        assertEquals(ResultStatus.PASSED, partition.report(report).result().status());
    }

    @Test
    void errorsOfTheCallerAndOfPolicy_endTheQuery() {
        for (ErrorClass whose : List.of(ErrorClass.CALLER, ErrorClass.POLICY)) {
            Partition partition = Partition.withAccount().submit(query());
            Result result =
                    partition.report(ReportDraft.of(KEY, 1).error(whose)).result();
            assertEquals(ResultStatus.FAILED, result.status());
            assertEquals("small refused: code_" + whose.wireName() + " ", result.reason());
            assertTrue(partition.effects(Effect.AttemptSent.class).isEmpty());
        }
    }

    @Test
    void errorsOfTheProviderAndOurOwn_goElsewhere() {
        for (ErrorClass whose : List.of(ErrorClass.PROVIDER, ErrorClass.OWN)) {
            Partition partition = Partition.withAccount().submit(query());
            partition.report(ReportDraft.of(KEY, 1).error(whose));
            assertEquals("medium", partition.sentTo());
            assertEquals("erred", partition.exclusion("small").code());
            assertEquals(
                    "ended in error in attempt 1", partition.exclusion("small").reason());
        }
    }

    @Test
    void timeoutsAndInputOverHold_goElsewhere() {
        for (AttemptStatus status : List.of(AttemptStatus.TIMEOUT, AttemptStatus.INPUT_OVER_HOLD)) {
            Partition partition = Partition.withAccount().submit(query());
            assertEquals(
                    "medium",
                    partition.report(ReportDraft.of(KEY, 1).status(status)).sentTo());
        }
    }

    @Test
    void aTierThatErred_isAskedAgainOnlyWhenNoOtherIsLeft() {
        Partition partition = Partition.withAccount().submit(query().maxAttempts(8));
        partition.report(ReportDraft.of(KEY, 1).error(ErrorClass.PROVIDER));
        partition.answer(KEY, 2, Verdict.FAIL).answer(KEY, 3, Verdict.FAIL);
        assertEquals("small", partition.sentTo());
        assertEquals("failed", partition.exclusion("medium").code());
    }

    @Test
    void aFloorOfTheQuery_overridesTheAccounts_whichOverridesTheDefault() {
        AccountPolicy policy = new AccountPolicy(0.6, null, 0, 0, 0, null, null);
        Partition partition = Partition.withTiers().account("acme", policy);
        assertEquals(
                0.6,
                partition
                        .submit(query())
                        .the(Effect.Decided.class)
                        .decision()
                        .objective()
                        .floor());
        QueryDraft own = QueryDraft.of("acme", "q2").floor(0.7);
        assertEquals(
                0.7,
                partition
                        .submit(own)
                        .the(Effect.Decided.class)
                        .decision()
                        .objective()
                        .floor());
        Partition plain = Partition.withAccount();
        assertEquals(
                0.98 * 0.95,
                plain.submit(query())
                        .the(Effect.Decided.class)
                        .decision()
                        .objective()
                        .floor(),
                1e-12);
    }

    @Test
    void valueAndPriceOfAWrongAnswer_comeFromTheQueryAndTheAccount() {
        AccountPolicy policy = new AccountPolicy(null, 5_000L, 700, 0, 0, null, null);
        Partition partition = Partition.withTiers().account("acme", policy).submit(query());
        Objective objective = partition.the(Effect.Decided.class).decision().objective();
        assertEquals(5_000, objective.valueOfPassNanodollars());
        assertEquals(700, objective.wrongAnswerNanodollars());
        assertEquals(1.0, objective.lambda());
        assertFalse(objective.mayStop());
        partition.submit(QueryDraft.of("acme", "q2").value(9_000));
        assertEquals(
                9_000,
                partition.the(Effect.Decided.class).decision().objective().valueOfPassNanodollars());
    }

    @Test
    void aPricedQuery_stopsAfterAFailure_whenNothingMoreIsWorthItsCost() {
        Partition partition = Partition.withAccount().submit(query().value(20_000));
        Result result = partition.answer(KEY, 1, Verdict.FAIL).result();
        assertEquals(ResultStatus.FAILED, result.status());
        assertEquals("cheapest-pass makes no further attempt", result.reason());
        assertEquals("attempt 1", Objects.requireNonNull(result.answer()).content());
        Decision decision = partition.the(Effect.Decided.class).decision();
        assertEquals("", decision.tier());
        assertEquals("", decision.priceVersion());
        assertEquals(0, decision.maxOutputTokens());
        assertEquals("no attempt: no tier is usable or none is worth its cost", decision.reason());
    }

    @Test
    void attemptsOfTheAccountAndOfThePlatform_standInWhereTheQuerySaysNone() {
        AccountPolicy policy = new AccountPolicy(null, null, 0, 0, 1, null, null);
        Partition one = Partition.withTiers().account("acme", policy).submit(query());
        assertEquals(
                ResultStatus.FAILED, one.answer(KEY, 1, Verdict.FAIL).result().status());
        Partition own = Partition.withTiers().account("acme", policy).submit(query().maxAttempts(2));
        assertEquals("large", own.answer(KEY, 1, Verdict.FAIL).sentTo());
        assertEquals(
                3,
                Partition.withAccount()
                        .submit(query())
                        .the(Effect.QueryOpened.class)
                        .query()
                        .maxAttempts());
    }

    @Test
    void theDecision_saysWhatItWasMadeFrom() {
        Partition partition = Partition.withAccount().submit(query());
        Decision decision = partition.the(Effect.Decided.class).decision();
        assertEquals(1, decision.attempt());
        assertEquals("cheapest-pass", decision.policy());
        assertEquals("cheapest-pass-1", decision.policyVersion());
        assertEquals("small", decision.tier());
        assertEquals(100, decision.maxOutputTokens());
        assertEquals("cal-9", decision.calibrationVersion());
        assertEquals(Partition.SECOND, decision.calibrationAgeMicros());
        assertEquals(9, decision.catalogueRevision());
        assertEquals("small@2", decision.priceVersion());
        assertEquals(Seeds.seed(KEY, 1, "cheapest-pass-1"), decision.seed());
        assertEquals(
                "small (p 0.50), then medium (p 0.80), then large (p 0.95): solves it with probability 0.995, "
                        + "reaching the floor of 0.931, at 69720 nano-dollars expected",
                decision.reason());
    }

    @Test
    void withoutACalibration_theAgeIsUnknownAndEveryTierPassesWithOneHalf() {
        Partition partition =
                Partition.bare(Settings.DEFAULT).tier(TierDraft.of("small")).price("small", 1_000);
        Decision decision = partition
                .account("acme")
                .submit(query())
                .the(Effect.Decided.class)
                .decision();
        assertEquals(-1, decision.calibrationAgeMicros());
        assertEquals(0.5, decision.candidates().get(0).passProbability());
    }

    @Test
    void theWorkOrder_carriesWhatIsHeldAndPredicted() {
        PowerProfile power = new PowerProfile(1, 100, 1, 0, 1, 1_000, 50);
        Partition partition = Partition.bare(Settings.DEFAULT)
                .tier(TierDraft.of("small").power(power))
                .price("small", 1_000);
        Effect.AttemptSent sent = partition.account("acme").submit(query()).the(Effect.AttemptSent.class);
        assertEquals(415, sent.heldInputTokens());
        assertEquals(100, sent.attempt().maxOutputTokens());
        assertEquals(100, sent.predictedOutputTokens());
        assertEquals(2_100_000, sent.predictedServiceMicros()); // 100 tokens at 1000/s, 100 at 50/s
        assertEquals(new Amounts(5, 515, 241_500, 1), sent.attempt().hold().amounts());
        assertFalse(sent.probe());
    }

    @Test
    void predictedOutput_isTheMeanOfTheTask_butNeverAboveTheCeiling() {
        for (long mean : List.of(30L, 500L)) {
            Partition partition =
                    Partition.bare(Settings.DEFAULT).tier(TierDraft.of("small")).price("small", 1_000);
            Map<TierTask, TokenMeans> means = Map.of(new TierTask("small", "arithmetic"), new TokenMeans(1, 90, mean));
            partition.send(new Input.CalibrationChanged(new Calibration("c", 0, 1, Map.of(), means, Map.of())));
            Effect.AttemptSent sent = partition.account("acme").submit(query()).the(Effect.AttemptSent.class);
            assertEquals(Math.min(mean, 100), sent.predictedOutputTokens());
        }
    }
}
