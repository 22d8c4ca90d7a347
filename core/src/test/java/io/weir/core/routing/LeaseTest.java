package io.weir.core.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.core.cost.Usage;
import io.weir.core.ledger.Amounts;
import io.weir.core.ledger.Balance;
import io.weir.core.ledger.EntryKind;
import io.weir.core.ledger.LedgerEntry;
import io.weir.core.query.AttemptStatus;
import io.weir.core.query.Lease;
import io.weir.core.query.PastAttempt;
import io.weir.core.query.QueryKey;
import io.weir.core.query.ResultStatus;
import io.weir.core.query.Verdict;
import io.weir.core.sample.QueryDraft;
import io.weir.core.sample.ReportDraft;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Claims, heartbeats, leases that lapse, deadlines that pass, and outcomes that come after all that. */
class LeaseTest {

    private static final QueryKey KEY = new QueryKey("acme", "q1");
    private static final long LEASE = 10 * Partition.SECOND;

    private static Partition submitted() {
        return Partition.withTiers().account("acme", Limits.money(10_000_000)).submit(QueryDraft.of("acme", "q1"));
    }

    private static Partition claimed() {
        return submitted().claim(KEY, 1, "c1", LEASE);
    }

    @Test
    void aClaim_leasesFromItsAppendTime() {
        Lease lease = claimed().the(Effect.Leased.class).lease();
        assertEquals("c1", lease.claim());
        assertEquals("worker", lease.worker());
        assertEquals(Partition.SECOND + LEASE, lease.untilMicros());
        assertEquals(Usage.NONE, lease.usage());
    }

    @Test
    void aLease_isAtMostWhatThePlatformAllows_andNeverNegative() {
        long most = Settings.DEFAULT.maxLeaseMicros();
        Partition partition = submitted().claim(KEY, 1, "c1", most + 1);
        assertEquals(
                Partition.SECOND + most,
                partition.the(Effect.Leased.class).lease().untilMicros());
        Partition negative = submitted().claim(KEY, 1, "c1", -5);
        assertEquals(Partition.SECOND, negative.the(Effect.Leased.class).lease().untilMicros());
    }

    @Test
    void aSecondClaim_andAClaimOfAnotherAttemptOrQuery_haveNoEffect() {
        assertEquals(List.of(), claimed().claim(KEY, 1, "c2", LEASE).effects());
        assertEquals(List.of(), submitted().claim(KEY, 2, "c1", LEASE).effects());
        assertEquals(
                List.of(),
                submitted().claim(new QueryKey("acme", "q2"), 1, "c1", LEASE).effects());
    }

    @Test
    void aHeartbeat_extendsTheLease_andKeepsTheMostUsage() {
        Partition partition = claimed().at(5 * Partition.SECOND);
        partition.heartbeat(KEY, 1, "c1", LEASE, Usage.of(30, 5), 7);
        Lease lease = partition.the(Effect.Leased.class).lease();
        assertEquals(5 * Partition.SECOND + LEASE, lease.untilMicros());
        partition.heartbeat(KEY, 1, "c1", 0, Usage.of(20, 9), 6);
        Lease later = partition.the(Effect.Leased.class).lease();
        assertEquals(5 * Partition.SECOND + LEASE, later.untilMicros());
        assertEquals(Usage.of(30, 9), later.usage());
        assertEquals(7, later.energyMillijoules());
        partition.tickAt(Partition.SECOND + LEASE);
        assertEquals(List.of(new Effect.ClockMoved()), partition.effects());
    }

    @Test
    void heartbeatsOfAnotherClaimOrAttempt_haveNoEffect() {
        assertEquals(
                List.of(),
                claimed().heartbeat(KEY, 1, "c2", LEASE, Usage.NONE, 0).effects());
        assertEquals(
                List.of(),
                claimed().heartbeat(KEY, 2, "c1", LEASE, Usage.NONE, 0).effects());
        assertEquals(
                List.of(),
                submitted().heartbeat(KEY, 1, "c1", LEASE, Usage.NONE, 0).effects());
        QueryKey other = new QueryKey("acme", "q2");
        assertEquals(
                List.of(),
                claimed().heartbeat(other, 1, "c1", LEASE, Usage.NONE, 0).effects());
    }

    @Test
    void aLease_lapsesOnTheTickAtItsEnd_notBefore() {
        Partition partition = claimed().tickAt(Partition.SECOND + LEASE - 1);
        assertEquals(List.of(new Effect.ClockMoved()), partition.effects());
        partition.tickAt(Partition.SECOND + LEASE);
        assertEquals(
                AttemptStatus.LOST,
                partition.the(Effect.OutcomeAccepted.class).report().status());
        assertEquals(
                "lease_lapsed",
                partition.the(Effect.OutcomeAccepted.class).report().errorCode());
        assertEquals("c1", partition.the(Effect.WorkerCancelled.class).lease().claim());
        assertEquals(2, partition.the(Effect.AttemptSent.class).attempt().number());
        boolean usable = partition.the(Effect.Decided.class).decision().candidates().stream()
                .filter(candidate -> candidate.tier().name().equals("small"))
                .allMatch(Candidate::usable);
        assertTrue(usable, "a lost attempt says nothing about its tier");
    }

    @Test
    void onlyATick_letsALeaseLapse() {
        Partition partition = claimed().at(Partition.SECOND + LEASE + 1);
        assertEquals(
                ResultStatus.PASSED,
                partition.answer(KEY, 1, Verdict.PASS).result().status());
    }

    @Test
    void lostBeforeAClaim_voids() {
        Partition partition = submitted();
        partition.report(ReportDraft.of(KEY, 1).status(AttemptStatus.LOST).used(100, 100));
        assertEquals(List.of(EntryKind.VOIDED, EntryKind.HELD), partition.ledger());
        assertEquals("lost", partition.entry(EntryKind.VOIDED).reason());
        assertEquals(
                "",
                Objects.requireNonNull(
                                partition.the(Effect.OutcomeAccepted.class).abandoned())
                        .claim());
    }

    @Test
    void lostAfterAClaim_postsWhatTheLastHeartbeatReported() {
        Partition partition = claimed().heartbeat(KEY, 1, "c1", LEASE, Usage.of(300, 20), 0);
        partition.report(ReportDraft.of(KEY, 1).status(AttemptStatus.LOST));
        assertEquals(List.of(EntryKind.POSTED, EntryKind.HELD), partition.ledger());
        assertEquals(
                new Amounts(32_000, 320, 0, 1),
                partition.entry(EntryKind.POSTED).amounts());
        assertEquals(
                "redelivered",
                partition.the(Effect.OutcomeAccepted.class).report().errorCode());
    }

    @Test
    void aLateOutcome_addsWhatItBillsAboveThePosted_exactlyOnce() {
        Partition partition = claimed().heartbeat(KEY, 1, "c1", LEASE, Usage.of(300, 20), 0);
        partition.tickAt(Partition.SECOND + LEASE);
        ReportDraft late =
                ReportDraft.of(KEY, 1).claim("c1").used(300, 50).energy(9).verdict(Verdict.PASS);
        partition.report(late);
        assertEquals(List.of(EntryKind.EXCESS), partition.ledger());
        assertEquals(
                new Amounts(3_000, 30, 9, 0), partition.entry(EntryKind.EXCESS).amounts());
        assertEquals("acme/q1/1/excess/5", partition.entry(EntryKind.EXCESS).id());
        Effect.LateOutcomeAccepted accepted = partition.the(Effect.LateOutcomeAccepted.class);
        assertEquals(new Amounts(3_000, 30, 9, 0), accepted.added());
        assertEquals("acme", accepted.account());
        assertEquals("arithmetic", accepted.task());
        assertEquals(Map.of("team", "search"), accepted.labels());
        assertEquals(2, accepted.seq());
        assertTrue(partition.effects(Effect.QueryClosed.class).isEmpty(), "a late pass is no result");
        assertEquals(List.of(), partition.report(late).effects());
    }

    @Test
    void aLateOutcomeWhileTheQueryIsOpen_countsAgainstItsMostCost_andStandsInItsResult() {
        Partition partition = claimed();
        partition.tickAt(Partition.SECOND + LEASE);
        partition.report(ReportDraft.of(KEY, 1).claim("c1").used(300, 50).energy(9));

        assertEquals(35_000, Objects.requireNonNull(partition.state.open(KEY)).spentNanodollars());
        PastAttempt past = partition.cancel(KEY).result().attempts().get(0);
        assertEquals(35_000, past.costNanodollars());
        assertEquals(Usage.of(300, 50), past.usage());
        assertEquals(9, past.energyMillijoules());
    }

    /** Else one absurd figure would stop the time of its whole partition. */
    @Test
    void aQueryWhoseFiguresOverflow_doesNotHoldUpTheOthersOfATick() {
        Partition partition = claimed().heartbeat(KEY, 1, "c1", LEASE, Usage.of(Long.MAX_VALUE / 2, 0), 0);
        QueryKey other = new QueryKey("acme", "q2");
        partition.submit(QueryDraft.of("acme", "q2").floor(0)).claim(other, 1, "c2", LEASE);

        partition.tickAt(Partition.SECOND + LEASE);

        assertEquals(other, partition.the(Effect.AttemptSent.class).query().key());
        assertEquals(1, Objects.requireNonNull(partition.state.open(KEY)).attemptsMade());
    }

    @Test
    void aLateOutcomeAfterTheResult_addsItsCostToo() {
        Partition partition = claimed().cancel(KEY);
        partition.report(ReportDraft.of(KEY, 1).claim("c1").used(10, 10));
        assertEquals(
                new Amounts(2_000, 20, 0, 1), partition.entry(EntryKind.EXCESS).amounts());
        assertEquals(2_000, partition.balance("acme", "money").excess());
        assertEquals(
                List.of(), Objects.requireNonNull(partition.state.closed(KEY)).abandoned());
    }

    @Test
    void aLateOutcomeThatAddsNothing_isAcceptedWithoutAnEntry() {
        Partition partition = claimed().cancel(KEY);
        partition.report(ReportDraft.of(KEY, 1).claim("c1").status(AttemptStatus.CANCELLED));
        assertEquals(List.of(), partition.ledger());
        assertTrue(partition.the(Effect.LateOutcomeAccepted.class).added().isZero());
    }

    @Test
    void aLateOutcomeOfAnotherClaimOrWithoutOne_hasNoEffect() {
        Partition partition = claimed().cancel(KEY);
        assertEquals(
                List.of(),
                partition
                        .report(ReportDraft.of(KEY, 1).claim("c2").used(10, 10))
                        .effects());
        assertEquals(
                List.of(), partition.report(ReportDraft.of(KEY, 1).used(10, 10)).effects());
        assertEquals(
                List.of(),
                partition
                        .report(ReportDraft.of(KEY, 2).claim("c1").used(10, 10))
                        .effects());
        assertEquals(
                List.of(),
                partition
                        .report(ReportDraft.of(new QueryKey("acme", "q2"), 1).claim("c1"))
                        .effects());
    }

    @Test
    void anAttemptGivenUpUnclaimed_isBilledToo_onceSomebodyRanIt() {
        Partition partition = submitted().cancel(KEY);
        ReportDraft late = ReportDraft.of(KEY, 1).claim("c1").used(10, 10);
        assertEquals(
                List.of(), partition.report(ReportDraft.of(KEY, 1).used(10, 10)).effects(), "nobody's");
        assertEquals(
                2_000, partition.report(late).entry(EntryKind.EXCESS).amounts().moneyNanodollars());
        assertEquals(List.of(), partition.report(late).effects());
    }

    @Test
    void whoeverClaimsWhatWasGivenUp_isToldToStop_once_andAloneCanBillIt() {
        Partition open = submitted().report(ReportDraft.of(KEY, 1).status(AttemptStatus.LOST));
        for (Partition partition : List.of(submitted().cancel(KEY), open)) {
            Effect.WorkerCancelled told = partition.claim(KEY, 1, "c1", LEASE).the(Effect.WorkerCancelled.class);
            assertEquals("c1", told.lease().claim());
            assertEquals(1, told.attempt());
            assertEquals(List.of(), partition.claim(KEY, 1, "c1", LEASE).effects());
            assertEquals(List.of(), partition.claim(KEY, 1, "c2", LEASE).effects());
            assertEquals(
                    List.of(),
                    partition
                            .report(ReportDraft.of(KEY, 1).claim("c2").used(10, 10))
                            .effects());
            partition.report(ReportDraft.of(KEY, 1).claim("c1").used(10, 10));
            assertEquals(2_000, partition.entry(EntryKind.EXCESS).amounts().moneyNanodollars());
        }
    }

    @Test
    void aClaimOfAnAttemptThatWasGivenUpUnderAnother_hasNoEffect() {
        assertEquals(List.of(), claimed().cancel(KEY).claim(KEY, 1, "c2", LEASE).effects());
        assertEquals(
                List.of(), submitted().cancel(KEY).claim(KEY, 2, "c1", LEASE).effects());
    }

    @Test
    void aRepeatedReportOfALoss_doesNotUseUpTheLateOutcome() {
        Partition partition = claimed();
        ReportDraft lost = ReportDraft.of(KEY, 1).claim("c1").status(AttemptStatus.LOST);
        partition.report(lost);
        assertEquals(List.of(), partition.report(lost).effects());
        partition.report(ReportDraft.of(KEY, 1).claim("c1").used(10, 10));
        assertEquals(2_000, partition.entry(EntryKind.EXCESS).amounts().moneyNanodollars());
    }

    @Test
    void billedAboveItsHoldTwice_hasTwoEntriesWithIdsOfTheirOwn() {
        Partition partition = claimed()
                .heartbeat(KEY, 1, "c1", LEASE, Usage.of(1_000, 100), 0)
                .cancel(KEY);
        assertEquals("acme/q1/1/excess/4", partition.entry(EntryKind.EXCESS).id());
        partition.report(ReportDraft.of(KEY, 1).claim("c1").used(2_000, 100));
        assertEquals("acme/q1/1/excess/5", partition.entry(EntryKind.EXCESS).id());
        assertEquals(100_000, partition.entry(EntryKind.EXCESS).amounts().moneyNanodollars());
    }

    @Test
    void anOutcomeUnderAnothersClaim_isRefused() {
        Partition partition = claimed();
        Effect.Refused refused = partition
                .report(ReportDraft.of(KEY, 1).claim("c2").verdict(Verdict.PASS))
                .the(Effect.Refused.class);
        assertEquals("stale_claim", refused.code());
        assertEquals("claim", refused.field());
        assertEquals("c2", refused.value());
        assertEquals(1, partition.effects().size());
    }

    @Test
    void anOutcome_isAcceptedOnce() {
        Partition partition = submitted().answer(KEY, 1, Verdict.FAIL);
        assertEquals(List.of(), partition.answer(KEY, 1, Verdict.PASS).effects());
        partition.answer(KEY, 2, Verdict.PASS);
        assertEquals(List.of(), partition.answer(KEY, 2, Verdict.PASS).effects());
    }

    @Test
    void theDeadline_passesOnTheTickAtIt_notBefore_andExpiresTheHold() {
        Partition partition = submitted().tickAt(301 * Partition.SECOND - 1);
        assertEquals(List.of(new Effect.ClockMoved()), partition.effects());
        Result result = partition.tickAt(301 * Partition.SECOND).result();
        assertEquals(ResultStatus.EXPIRED, result.status());
        assertEquals("the deadline passed after 1 attempts", result.reason());
        assertEquals(List.of(EntryKind.EXPIRED), partition.ledger());
        assertEquals(
                AttemptStatus.TIMEOUT,
                partition.the(Effect.OutcomeAccepted.class).report().status());
        assertEquals(0, partition.balance("acme", "money").held());
    }

    @Test
    void theDeadlineOfClaimedWork_postsItsUsage_andRemembersTheClaim() {
        Partition partition = claimed().heartbeat(KEY, 1, "c1", 3_600 * Partition.SECOND, Usage.of(10, 0), 0);
        partition.tickAt(301 * Partition.SECOND);
        assertEquals(List.of(EntryKind.POSTED), partition.ledger());
        assertEquals(1, partition.result().attempts().size());
        assertEquals(
                "c1",
                partition
                        .the(Effect.QueryClosed.class)
                        .closed()
                        .abandoned()
                        .get(0)
                        .claim());
    }

    @Test
    void aTick_settlesAtMostSoManyQueries_andTheNextTickTheRest() {
        Partition partition = Partition.withAccount();
        for (int i = 0; i <= Router.MOST_PER_TICK; i++) {
            partition.submit(QueryDraft.of("acme", "q" + i));
        }
        partition.tickAt(400 * Partition.SECOND);
        assertEquals(
                Router.MOST_PER_TICK,
                partition.effects(Effect.QueryClosed.class).size());
        partition.tickAt(400 * Partition.SECOND);
        assertEquals(1, partition.effects(Effect.QueryClosed.class).size());
        assertEquals(0, partition.state.openQueries());
    }

    @Test
    void theClock_neverGoesBack() {
        Partition partition =
                Partition.withAccount().tickAt(50 * Partition.SECOND).tickAt(20 * Partition.SECOND);
        assertEquals(50 * Partition.SECOND, partition.state.clockMicros());
        partition.at(0).submit(QueryDraft.of("acme", "q1"));
        assertEquals(
                350 * Partition.SECOND,
                partition.the(Effect.QueryOpened.class).query().deadlineMicros());
    }

    @Test
    void aBillThatComesWhenItsPeriodIsLongPast_isBooked_andDoesNotStopThePartition() {
        long endOfJanuary = ZonedDateTime.parse("2026-02-01T00:00Z").toEpochSecond() * Partition.SECOND;
        long muchLater = endOfJanuary + 9 * Partition.DAY;
        Partition partition = Partition.withTiers().at(endOfJanuary - 1);
        partition.account("acme", Limits.monthly(1_000_000), Limits.money(1_000_000));
        partition.submit(QueryDraft.of("acme", "q1").deadline(endOfJanuary + 30 * Partition.DAY));
        partition.claim(KEY, 1, "c1", LEASE).tickAt(muchLater);
        partition.report(ReportDraft.of(KEY, 1).claim("c1").used(10, 10));
        LedgerEntry excess = partition.entry(EntryKind.EXCESS);
        assertEquals(2_000, excess.amounts().moneyNanodollars());
        assertEquals(
                List.of("money"),
                excess.balances().stream().map(Balance::limitId).toList());
    }
}
