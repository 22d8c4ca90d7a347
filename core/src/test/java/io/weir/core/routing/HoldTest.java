package io.weir.core.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.core.energy.PowerProfile;
import io.weir.core.ledger.Amounts;
import io.weir.core.ledger.Balance;
import io.weir.core.ledger.EntryKind;
import io.weir.core.ledger.LedgerEntry;
import io.weir.core.ledger.Unit;
import io.weir.core.query.ErrorClass;
import io.weir.core.query.QueryKey;
import io.weir.core.query.ResultStatus;
import io.weir.core.query.Verdict;
import io.weir.core.sample.QueryDraft;
import io.weir.core.sample.ReportDraft;
import io.weir.core.sample.TierDraft;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Holds against limits: what fits, what is refused and how it says so, what is posted and what is excess. */
class HoldTest {

    private static final QueryKey KEY = new QueryKey("acme", "q1");

    private static QueryDraft query() {
        return QueryDraft.of("acme", "q1").floor(0);
    }

    @Test
    void aHoldOfExactlyTheLimit_fits_andOneNanodollarLessDoesNot() {
        Partition exact = Partition.withTiers()
                .account("acme", Limits.money(Partition.SMALL_HOLD))
                .submit(query());
        assertEquals("small", exact.sentTo());
        assertEquals(0, exact.balance("acme", "money").free());
        Partition short1 = Partition.withTiers()
                .account("acme", Limits.money(Partition.SMALL_HOLD - 1))
                .submit(query());
        assertEquals(ResultStatus.REJECTED, short1.result().status());
    }

    @Test
    void aRejection_namesAccountWindowAskedAndFree_ofTheLeastHold() {
        Partition partition =
                Partition.withTiers().account("acme", Limits.money(50_000)).submit(query());
        Refusal refusal = Objects.requireNonNull(partition.result().refusal());
        assertEquals("budget_exceeded", refusal.code());
        assertEquals("acme", refusal.account());
        assertEquals("money", refusal.limitId());
        assertEquals("lifetime", refusal.window());
        assertEquals("money", refusal.unit());
        assertEquals(Partition.SMALL_HOLD, refusal.asked());
        assertEquals(50_000, refusal.free());
        assertEquals(1, refusal.ledgerSeq()); // the limit_set
        assertEquals(
                "budget_exceeded: account acme, limit money (lifetime, money): asked 51500, free 50000",
                partition.result().reason());
        assertTrue(partition.ledger().isEmpty());
    }

    @Test
    void anAncestorsLimit_refuses_andNothingIsHeldAnywhere() {
        Partition partition = Partition.withTiers()
                .account("acme", Limits.money(10))
                .account("acme/search", Limits.money(10_000_000))
                .submit(query().account("acme/search"));
        assertEquals(
                "acme", Objects.requireNonNull(partition.result().refusal()).account());
        assertEquals(0, partition.balance("acme/search", "money").held());
    }

    @Test
    void aHold_isTakenInEveryAncestorAndUnit() {
        Partition partition = Partition.withTiers()
                .account("acme", Limits.money(10_000_000), Limits.of(Unit.REQUESTS, 3))
                .account("acme/search/alice", Limits.of(Unit.TOKENS, 1_000))
                .submit(query().account("acme/search/alice"));
        assertEquals(Partition.SMALL_HOLD, partition.balance("acme", "money").held());
        assertEquals(1, partition.balance("acme", "requests").held());
        assertEquals(515, partition.balance("acme/search/alice", "tokens").held());
        assertEquals(3, partition.entry(EntryKind.HELD).balances().size());
        assertEquals("small@2", partition.entry(EntryKind.HELD).priceVersion());
    }

    @Test
    void eachUnit_refusesOnItsOwn() {
        for (Unit unit : List.of(Unit.TOKENS, Unit.REQUESTS)) {
            Partition partition =
                    Partition.withTiers().account("acme", Limits.of(unit, 0)).submit(query());
            assertEquals(
                    unit.wireName(),
                    Objects.requireNonNull(partition.result().refusal()).unit());
        }
        PowerProfile power = new PowerProfile(1, 100, 1, 0, 1, 1_000, 50);
        Partition partition = Partition.bare(Settings.DEFAULT)
                .tier(TierDraft.of("small").power(power))
                .price("small", 1);
        partition.account("acme", Limits.of(Unit.ENERGY, 241_499)).submit(query());
        assertEquals(
                241_500, Objects.requireNonNull(partition.result().refusal()).asked());
    }

    @Test
    void whereTheNextTierDoesNotFit_aDearerOneIsNotTried_andTheResultSaysIt() {
        Partition partition =
                Partition.withTiers().account("acme", Limits.money(60_000)).submit(query());
        assertEquals("budget_exceeded", partition.exclusion("medium").code());
        Result result = partition.answer(KEY, 1, Verdict.FAIL).result();
        assertEquals(ResultStatus.FAILED, result.status());
        assertTrue(result.reason().startsWith("attempt 1 at small failed its verifier; no tier is left: account acme"));
        assertEquals(
                Partition.MEDIUM_HOLD, Objects.requireNonNull(result.refusal()).asked());
    }

    @Test
    void heldToPosted_returnsTheRemainder() {
        Partition partition =
                Partition.withTiers().account("acme", Limits.money(100_000)).submit(query());
        partition.answer(KEY, 1, Verdict.PASS);
        assertEquals(List.of(EntryKind.POSTED), partition.ledger());
        LedgerEntry posted = partition.entry(EntryKind.POSTED);
        assertEquals(new Amounts(34_000, 340, 0, 1), posted.amounts());
        assertEquals(new Amounts(Partition.SMALL_HOLD, 515, 0, 1), posted.released());
        assertEquals("acme/q1/1/posted/3", posted.id());
        Balance balance = partition.balance("acme", "money");
        assertEquals(0, balance.held());
        assertEquals(34_000, balance.posted());
        assertEquals(66_000, balance.free());
        assertEquals("", posted.reason());
    }

    @Test
    void whatIsBilledAboveTheHold_isExcess_raisesAnAlert_andBlocksNewHolds() {
        Partition partition =
                Partition.withTiers().account("acme", Limits.money(100_000)).submit(query());
        partition.report(ReportDraft.of(KEY, 1).used(1_000, 100).verdict(Verdict.PASS));
        assertEquals(List.of(EntryKind.POSTED, EntryKind.EXCESS), partition.ledger());
        assertEquals(
                new Amounts(Partition.SMALL_HOLD, 515, 0, 1),
                partition.entry(EntryKind.POSTED).amounts());
        LedgerEntry excess = partition.entry(EntryKind.EXCESS);
        assertEquals(new Amounts(110_000 - Partition.SMALL_HOLD, 1_100 - 515, 0, 0), excess.amounts());
        assertEquals(Amounts.ZERO, excess.released());
        assertEquals(-10_000, partition.balance("acme", "money").free());
        assertEquals(
                List.of("budget_crossed", "excess", "discrepancy"),
                partition.effects(Effect.AlertRaised.class).stream()
                        .map(Effect.AlertRaised::kind)
                        .toList());
        Effect.AlertRaised alert = partition.effects(Effect.AlertRaised.class).get(1);
        assertEquals("acme", alert.account());
        assertEquals("acme/q1/1/excess/4", alert.id());
        assertEquals("585", alert.details().get("tokens"));
        Refusal refusal = Objects.requireNonNull(
                partition.submit(QueryDraft.of("acme", "q2").floor(0)).result().refusal());
        assertEquals(-10_000, refusal.free());
    }

    @Test
    void usageOfExactlyTheHold_isNoExcess_andOneUnitMoreIs() {
        for (long energy : List.of(0L, 1L)) {
            Partition partition = Partition.withAccount().submit(query());
            partition.report(
                    ReportDraft.of(KEY, 1).used(415, 100).energy(energy).verdict(Verdict.PASS));
            assertEquals(energy, partition.effects(Effect.AlertRaised.class).size());
        }
    }

    @Test
    void anErrorThatUsedNothing_voids_andOneThatUsedSomethingPosts() {
        Partition partition = Partition.withTiers()
                .account("acme", Limits.of(Unit.REQUESTS, 5))
                .submit(query());
        partition.report(ReportDraft.of(KEY, 1).error(ErrorClass.PROVIDER));
        assertEquals(List.of(EntryKind.VOIDED, EntryKind.HELD), partition.ledger());
        assertEquals("error", partition.entry(EntryKind.VOIDED).reason());
        partition.report(ReportDraft.of(KEY, 2).error(ErrorClass.PROVIDER).used(1, 0));
        assertEquals(List.of(EntryKind.POSTED, EntryKind.HELD), partition.ledger());
        assertEquals(1, partition.balance("acme", "requests").posted());
        assertEquals(1, partition.balance("acme", "requests").held());
        partition.report(ReportDraft.of(KEY, 3).error(ErrorClass.CALLER).energy(1));
        assertEquals(2, partition.balance("acme", "requests").posted());
    }

    @Test
    void anAnswerWithoutUsage_countsAsARequest() {
        Partition partition = Partition.withTiers()
                .account("acme", Limits.of(Unit.REQUESTS, 5))
                .submit(query());
        partition.report(ReportDraft.of(KEY, 1).verdict(Verdict.PASS));
        assertEquals(List.of(EntryKind.POSTED), partition.ledger());
        assertEquals(1, partition.balance("acme", "requests").posted());
    }

    @Test
    void anAttempt_isBilledAtThePriceOfItsHold() {
        Partition partition = Partition.withAccount().submit(query()).price("small", 900_000_000);
        Effect.OutcomeAccepted outcome = partition.answer(KEY, 1, Verdict.PASS).the(Effect.OutcomeAccepted.class);
        assertEquals(34_000, outcome.booked().moneyNanodollars());
        assertEquals("small@2", outcome.attempt().tariff().version());
    }

    @Test
    void entriesAndOutcomes_areNumberedWithoutGaps_perTenant() {
        Partition partition =
                Partition.withTiers().account("acme", Limits.money(1_000_000)).account("zeta");
        assertEquals(2, partition.submit(query()).entry(EntryKind.HELD).seq());
        assertEquals(
                1,
                partition
                        .submit(QueryDraft.of("zeta", "q1"))
                        .entry(EntryKind.HELD)
                        .seq());
        partition.answer(KEY, 1, Verdict.FAIL);
        assertEquals(3, partition.entry(EntryKind.POSTED).seq());
        assertEquals(4, partition.entry(EntryKind.HELD).seq());
        assertEquals(1, partition.the(Effect.OutcomeAccepted.class).seq());
        assertEquals(
                2,
                partition
                        .answer(KEY, 2, Verdict.PASS)
                        .the(Effect.OutcomeAccepted.class)
                        .seq());
        assertEquals(
                1,
                partition
                        .answer(new QueryKey("zeta", "q1"), 1, Verdict.PASS)
                        .the(Effect.OutcomeAccepted.class)
                        .seq());
    }

    @Test
    void aSoftLimit_neverRefuses() {
        Partition partition =
                Partition.withTiers().account("acme", Limits.soft(0)).submit(query());
        assertEquals("small", partition.sentTo());
        assertEquals(-Partition.SMALL_HOLD, partition.balance("acme", "money").free());
    }

    @Test
    void aHoldOfOnePeriodPostedInTheNext_chargesTheFirst() {
        long endOfJanuary = ZonedDateTime.parse("2026-02-01T00:00Z").toEpochSecond() * Partition.SECOND;
        Partition partition = Partition.withTiers().at(endOfJanuary - 1).account("acme", Limits.monthly(60_000));
        partition.submit(query()).at(endOfJanuary).answer(KEY, 1, Verdict.PASS);
        Balance january = partition.entry(EntryKind.POSTED).balances().get(0);
        assertEquals(endOfJanuary, january.period().endMicros());
        assertEquals(34_000, january.posted());
        partition.submit(QueryDraft.of("acme", "q2").floor(0));
        assertEquals("small", partition.sentTo());
        assertEquals(endOfJanuary, partition.balance("acme", "monthly").period().startMicros());
        assertEquals(0, partition.balance("acme", "monthly").posted());
    }

    @Test
    void theLastMicrosecondOfAPeriod_stillBelongsToIt() {
        long endOfJanuary = ZonedDateTime.parse("2026-02-01T00:00Z").toEpochSecond() * Partition.SECOND;
        Partition partition = Partition.withTiers().at(endOfJanuary - 2).account("acme", Limits.monthly(60_000));
        partition.submit(query()).at(endOfJanuary - 1).answer(KEY, 1, Verdict.PASS);
        Result refused = partition.submit(QueryDraft.of("acme", "q2").floor(0)).result();
        assertEquals("calendar_month", Objects.requireNonNull(refused.refusal()).window());
        assertEquals(
                "small",
                partition
                        .at(endOfJanuary)
                        .submit(QueryDraft.of("acme", "q3").floor(0))
                        .sentTo());
    }
}
