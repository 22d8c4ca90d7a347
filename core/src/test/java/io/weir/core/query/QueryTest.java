package io.weir.core.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.core.cost.Rates;
import io.weir.core.cost.Tariff;
import io.weir.core.cost.Usage;
import io.weir.core.ledger.Amounts;
import io.weir.core.ledger.Hold;
import io.weir.core.sample.QueryDraft;
import io.weir.core.sample.ReportDraft;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QueryTest {

    private static final QueryKey KEY = new QueryKey("acme", "q1");
    private static final OpenAttempt ATTEMPT = new OpenAttempt(
            1, "small", "m", new Hold(Amounts.ZERO, List.of()), Tariff.flat("v", Rates.of(1, 1)), 100, 0, 0, 0.5, null);

    private static PastAttempt past(String verdict, long cost) {
        return new PastAttempt(1, "small", "m", "answered", verdict, cost, Usage.NONE, 0, 0, 100, 0, 0);
    }

    @Test
    void anAccountsPaths_areItAndItsAncestors_theTenantFirst_thenTheBudgetsOfItsLabels() {
        assertEquals(
                List.of("acme", "acme/#team=search"),
                QueryDraft.of("acme", "q").write().accountPaths());
        assertEquals(
                List.of("acme", "acme/search", "acme/search/alice", "acme/#team=search"),
                QueryDraft.of("acme", "q").account("acme/search/alice").write().accountPaths());
    }

    @Test
    void keys_areOrderedByTenantThenId() {
        assertTrue(new QueryKey("a", "z").compareTo(new QueryKey("b", "a")) < 0);
        assertTrue(new QueryKey("a", "b").compareTo(new QueryKey("a", "a")) > 0);
        assertEquals(0, KEY.compareTo(new QueryKey("acme", "q1")));
    }

    @Test
    void anOpenQuery_isDueAtItsDeadline_orEarlierWhereALeaseEnds() {
        OpenQuery query = OpenQuery.of(QueryDraft.of("acme", "q").deadline(100).write());
        assertEquals(100, query.dueMicros());
        assertEquals(100, query.withOpen(ATTEMPT).dueMicros());
        assertEquals(60, query.withOpen(ATTEMPT.withLease(lease(60))).dueMicros());
        assertEquals(100, query.withOpen(ATTEMPT.withLease(lease(160))).dueMicros());
    }

    private static Lease lease(long until) {
        return new Lease("c", "w", until, Usage.NONE, 0);
    }

    @Test
    void attemptsAndSpending_areCounted() {
        OpenQuery query = OpenQuery.of(QueryDraft.of("acme", "q").write()).withOpen(ATTEMPT);
        assertEquals(1, query.attemptsMade());
        query = query.settled(past("fail", 30), null);
        assertNull(query.open());
        assertEquals(1, query.attemptsMade());
        query = query.withOpen(ATTEMPT).settled(past("fail", 12), null);
        assertEquals(2, query.attemptsMade());
        assertEquals(42, query.spentNanodollars());
        assertEquals(List.of(), query.abandoned());
    }

    @Test
    void anAttemptGivenUp_isRemembered() {
        AbandonedAttempt givenUp = new AbandonedAttempt(
                1, "small", "m", "c", new Hold(Amounts.ZERO, List.of()), ATTEMPT.tariff(), Amounts.ZERO);
        OpenQuery query = OpenQuery.of(QueryDraft.of("acme", "q").write()).settled(past("unknown", 0), givenUp);
        assertEquals(List.of(givenUp), query.abandoned());
        assertEquals(List.of(), query.withAbandoned(List.of()).abandoned());
    }

    @Test
    void onlyAFailedVerdict_isAFailedVerification() {
        assertTrue(past("fail", 0).failedVerification());
        assertFalse(past("unknown", 0).failedVerification());
    }

    @Test
    void aLease_isNeverShortened_andUsageNeverShrinks() {
        Lease lease = new Lease("c", "w", 50, Usage.of(9, 1), 7);
        assertEquals(new Lease("c", "w", 60, Usage.of(9, 2), 8), lease.extended(60, Usage.of(8, 2), 8));
        assertEquals(lease, lease.extended(40, Usage.NONE, 0));
    }

    @Test
    void aSilentReport_saysWhatTheLeaseKnew() {
        OutcomeReport unclaimed = OutcomeReport.silent(KEY, 2, AttemptStatus.LOST, "code", null, 9);
        assertNull(unclaimed.claim());
        assertEquals(Usage.NONE, unclaimed.usage());
        assertEquals("", unclaimed.worker());
        assertEquals(0, unclaimed.energyMillijoules());
        Lease lease = new Lease("c", "w", 50, Usage.of(9, 1), 7);
        OutcomeReport claimed = OutcomeReport.silent(KEY, 2, AttemptStatus.TIMEOUT, "code", lease, 9);
        assertEquals("c", claimed.claim());
        assertEquals(Usage.of(9, 1), claimed.usage());
        assertEquals("w", claimed.worker());
        assertEquals(7, claimed.energyMillijoules());
        assertEquals(2, claimed.attempt());
        assertFalse(claimed.answered());
        assertFalse(claimed.tierErred());
    }

    @Test
    void providerAndOwnErrors_areTheTiers() {
        assertTrue(ReportDraft.of(KEY, 1).error(ErrorClass.PROVIDER).write().tierErred());
        assertTrue(ReportDraft.of(KEY, 1).error(ErrorClass.OWN).write().tierErred());
        assertFalse(ReportDraft.of(KEY, 1).error(ErrorClass.CALLER).write().tierErred());
        assertFalse(ReportDraft.of(KEY, 1).error(ErrorClass.POLICY).write().tierErred());
    }

    @Test
    void answeredAndTruncated_areAnswers() {
        for (AttemptStatus status : AttemptStatus.values()) {
            boolean answer = status == AttemptStatus.ANSWERED || status == AttemptStatus.TRUNCATED;
            assertEquals(answer, ReportDraft.of(KEY, 1).status(status).write().answered());
        }
    }

    @Test
    void onlyTheVerifierNone_doesNotVerify() {
        assertFalse(Verifier.NONE.verifies());
        assertTrue(new Verifier("exact", Map.of()).verifies());
    }

    @Test
    void onlyBatchWork_hasALaneOfItsOwn() {
        assertEquals("batch", ProcessingClass.BATCH.lane());
        assertEquals("interactive", ProcessingClass.STANDARD.lane());
        assertEquals("interactive", ProcessingClass.FLEX.lane());
    }

    @Test
    void kinds_areFoundByTheirNamesOnTheWire() {
        for (AttemptStatus value : AttemptStatus.values()) {
            assertEquals(Optional.of(value), AttemptStatus.of(value.wireName()));
        }
        for (ErrorClass value : ErrorClass.values()) {
            assertEquals(Optional.of(value), ErrorClass.of(value.wireName()));
        }
        for (ProcessingClass value : ProcessingClass.values()) {
            assertEquals(Optional.of(value), ProcessingClass.of(value.wireName()));
        }
        for (ResultStatus value : ResultStatus.values()) {
            assertEquals(Optional.of(value), ResultStatus.of(value.wireName()));
        }
        for (Verdict value : Verdict.values()) {
            assertEquals(Optional.of(value), Verdict.of(value.wireName()));
        }
        assertEquals("input_over_hold", AttemptStatus.INPUT_OVER_HOLD.wireName());
        assertEquals(Optional.empty(), AttemptStatus.of("ANSWERED"));
        assertEquals(Optional.empty(), ErrorClass.of("none"));
        assertEquals(Optional.empty(), ProcessingClass.of(""));
        assertEquals(Optional.empty(), ResultStatus.of("done"));
        assertEquals(Optional.empty(), Verdict.of("Pass"));
    }
}
