package io.weir.core.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.core.calibration.Calibration;
import io.weir.core.calibration.TierTask;
import io.weir.core.calibration.TokenCeilings;
import io.weir.core.calibration.TokenCeilings.Level;
import io.weir.core.ledger.AccountPolicy;
import io.weir.core.ledger.EntryKind;
import io.weir.core.ledger.Limit;
import io.weir.core.ledger.Unit;
import io.weir.core.ledger.Window;
import io.weir.core.query.AttemptStatus;
import io.weir.core.query.ErrorClass;
import io.weir.core.query.OpenAttempt;
import io.weir.core.query.PastAttempt;
import io.weir.core.query.QueryKey;
import io.weir.core.query.ResultStatus;
import io.weir.core.query.Verdict;
import io.weir.core.sample.QueryDraft;
import io.weir.core.sample.ReportDraft;
import io.weir.core.sample.TierDraft;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Ceilings that Weir sets by itself, and what becomes of an answer that one of them cut. */
class ContinuationTest {

    private static final QueryKey KEY = new QueryKey("acme", "q1");
    private static final AccountPolicy NEVER = new AccountPolicy(null, null, 0, 0, 0, false, null);
    private static final AccountPolicy ALWAYS = new AccountPolicy(null, null, 0, 0, 0, true, null);

    /** One tier, whose answers to arithmetic have at most 100 tokens, 110 with the margin. */
    private static Partition learned() {
        return learned(TierDraft.of("small"), new Level(100, 100));
    }

    private static Partition learned(TierDraft tier, Level level) {
        Partition partition = Partition.bare(Settings.DEFAULT).tier(tier).price("small", 1_000_000);
        Map<TierTask, TokenCeilings> ceilings =
                Map.of(new TierTask("small", "arithmetic"), new TokenCeilings(level, Map.of()));
        return partition.send(new Input.CalibrationChanged(
                new Calibration("c", 0, partition.nextRevision(), Map.of(), Map.of(), ceilings)));
    }

    private static QueryDraft query() {
        return QueryDraft.of("acme", "q1").maxOutputTokens(0).unverified();
    }

    private static ReportDraft cut(int attempt, long outputTokens) {
        return ReportDraft.of(KEY, attempt).status(AttemptStatus.TRUNCATED).used(300, outputTokens);
    }

    private static OpenAttempt sent(Partition partition) {
        return partition.the(Effect.AttemptSent.class).attempt();
    }

    @Test
    void whereTheCallerSetsNoCeiling_theLearnedOneIsHeldAndEnforced() {
        Partition partition = learned().account("acme").submit(query());
        assertEquals(110, sent(partition).maxOutputTokens());
        assertEquals(
                110 + partition.the(Effect.AttemptSent.class).heldInputTokens(),
                sent(partition).hold().amounts().tokens());
    }

    @Test
    void theCallersOwnCeilingStands() {
        Partition partition = learned().account("acme").submit(query().maxOutputTokens(500));
        assertEquals(500, sent(partition).maxOutputTokens());
    }

    @Test
    void theTierAndFourTimesTheDefaultBoundWhatIsLearned() {
        assertEquals(
                90,
                sent(learned(TierDraft.of("small").maxOutputTokens(90), new Level(100, 100))
                                .account("acme")
                                .submit(query()))
                        .maxOutputTokens());
        TierDraft large = TierDraft.of("small").contextWindow(1_000_000);
        assertEquals(
                4_096,
                sent(learned(large, new Level(100, 100_000)).account("acme").submit(query()))
                        .maxOutputTokens());
    }

    @Test
    void aCutAnswerIsMadeAgain_onTheSameTier_withAHoldOfItsOwnForMore() {
        Partition partition = learned().account("acme").submit(query()).report(cut(1, 110));
        OpenAttempt again = sent(partition);
        assertEquals("small", again.tier());
        assertEquals(2, again.number());
        assertEquals(1, again.continues());
        assertEquals(1_024, again.maxOutputTokens(), "the default, which is above four times the first ceiling");
        assertEquals(List.of(EntryKind.POSTED, EntryKind.HELD), partition.ledger());
        assertEquals(
                "attempt 1 at small was cut at 110 tokens: made again with up to 1024",
                partition.the(Effect.Decided.class).decision().reason());
        assertTrue(partition.the(Effect.OutcomeAccepted.class).cutByWeir());
        Result result = partition.report(ReportDraft.of(KEY, 2).used(300, 150)).result();
        assertEquals(ResultStatus.ANSWERED, result.status());
        assertEquals(
                "small answered, nothing verifies it; it makes the cut answer of attempt 1 again", result.reason());
        assertEquals(
                List.of(0, 1),
                result.attempts().stream().map(PastAttempt::continues).toList());
        assertEquals(
                List.of(110L, 1_024L),
                result.attempts().stream().map(PastAttempt::maxOutputTokens).toList());
    }

    @Test
    void theSecondCeilingIsFourTimesTheFirst_butAtLeastTheDefault() {
        Partition partition = learned(TierDraft.of("small").contextWindow(1_000_000), new Level(10_000, 500))
                .account("acme")
                .submit(query())
                .report(cut(1, 505));
        assertEquals(2_020, sent(partition).maxOutputTokens());
    }

    @Test
    void onceAnAttempt_andTheResultSaysWhereItWasCut() {
        Partition partition = learned().account("acme").submit(query()).report(cut(1, 110));
        Result result = partition.report(cut(2, 1_024)).result();
        assertEquals(ResultStatus.ANSWERED, result.status());
        assertEquals(
                "small answered, nothing verifies it; it makes the cut answer of attempt 1 again; cut at 1024 tokens",
                result.reason());
    }

    @Test
    void aCutAnswerThatPasses_passes() {
        Partition partition = learned().account("acme").submit(query());
        Result result = partition.report(cut(1, 110).verdict(Verdict.PASS)).result();
        assertEquals(ResultStatus.PASSED, result.status());
        assertEquals("small passed in attempt 1; cut at 110 tokens", result.reason());
    }

    @Test
    void aCutAnswerThatFails_isMadeAgainBeforeAnotherTierIsAsked_andCountsOnce() {
        QueryDraft verified = QueryDraft.of("acme", "q1").maxOutputTokens(0).maxAttempts(3);
        Partition partition = Partition.withAccount().submit(verified);
        partition.report(cut(1, 1_024).verdict(Verdict.FAIL));
        assertEquals("small", partition.sentTo());
        assertEquals(4_096, sent(partition).maxOutputTokens());
        partition.report(ReportDraft.of(KEY, 2).used(300, 2_000).verdict(Verdict.FAIL));
        assertEquals("medium", partition.sentTo(), "the second of three attempts");
        partition.report(ReportDraft.of(KEY, 3).verdict(Verdict.FAIL));
        Result result =
                partition.report(ReportDraft.of(KEY, 4).verdict(Verdict.FAIL)).result();
        assertEquals("no pass in 3 of at most 3 attempts", result.reason());
    }

    @Test
    void theLargerCeilingIsWhatTheContextWindowLeaves() {
        Partition partition = learned(TierDraft.of("small").contextWindow(1_000), new Level(100, 100))
                .account("acme")
                .submit(query())
                .report(cut(1, 110));
        assertEquals(1_000 - 116, sent(partition).maxOutputTokens(), "beside 100 tokens of prompt and 16 of template");
    }

    @Test
    void whatTheCallerOrTheEngineCut_isNotMadeAgain() {
        Partition callers = learned().account("acme").submit(query().maxOutputTokens(50));
        assertEquals(ResultStatus.ANSWERED, callers.report(cut(1, 50)).result().status());
        assertFalse(callers.the(Effect.OutcomeAccepted.class).cutByWeir());
        Partition engines = learned().account("acme").submit(query());
        assertEquals(ResultStatus.ANSWERED, engines.report(cut(1, 109)).result().status());
        assertFalse(engines.the(Effect.OutcomeAccepted.class).cutByWeir());
    }

    @Test
    void whereTheTierGivesNoMore_theCutAnswerStands() {
        Partition partition = learned(TierDraft.of("small").maxOutputTokens(110), new Level(100, 100))
                .account("acme")
                .submit(query());
        assertEquals(
                ResultStatus.ANSWERED, partition.report(cut(1, 110)).result().status());
    }

    @Test
    void whereTheLargerHoldDoesNotFit_theCutAnswerStands() {
        Partition partition = learned()
                .account("acme", new Limit("requests", Unit.REQUESTS, 1, new Window.Lifetime(), true))
                .submit(query());
        Result result = partition.report(cut(1, 110)).result();
        assertEquals(ResultStatus.ANSWERED, result.status());
        assertEquals("small answered, nothing verifies it; cut at 110 tokens", result.reason());
        assertTrue(partition.effects(Effect.Decided.class).isEmpty());
    }

    @Test
    void theNearestAccountThatSaysSo_decides() {
        QueryDraft alices = query().account("acme/search/alice");
        Partition inherited =
                learned().account("acme", NEVER).account("acme/search").account("acme/search/alice");
        assertEquals(
                ResultStatus.ANSWERED,
                inherited.submit(alices).report(cut(1, 110)).result().status());
        Partition nearer =
                learned().account("acme", NEVER).account("acme/search", ALWAYS).account("acme/search/alice");
        assertEquals(2, sent(nearer.submit(alices).report(cut(1, 110))).number());
    }

    @Test
    void theBudgetOfALabel_decidesNothing() {
        Partition partition = learned().account("acme", ALWAYS).account("acme/#team=search", NEVER);
        assertEquals(2, sent(partition.submit(query()).report(cut(1, 110))).number());
    }

    /** Found by the simulation: an increase that had ended was not announced before the hold that it no longer covers. */
    @Test
    void aLimitThatTimeHasChanged_isSetBeforeTheHoldOfTheContinuation() {
        Limit limit = Limits.money(10_000_000).withIncrease(1_000, 30 * Partition.SECOND);
        Partition partition = learned().account("acme", limit).submit(query()).at(60 * Partition.SECOND);
        partition.report(cut(1, 110));
        assertEquals(List.of(EntryKind.POSTED, EntryKind.LIMIT_SET, EntryKind.HELD), partition.ledger());
    }

    @Test
    void aContinuingAttemptThatErrs_goesElsewhere() {
        QueryDraft verified = QueryDraft.of("acme", "q1").maxOutputTokens(0);
        Partition partition = Partition.withAccount().submit(verified).report(cut(1, 1_024));
        assertEquals("small", partition.sentTo());
        partition.report(ReportDraft.of(KEY, 2).error(ErrorClass.PROVIDER));
        assertEquals("medium", partition.sentTo());
    }
}
