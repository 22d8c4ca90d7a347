package io.weir.infra.local.check;

import static io.weir.infra.local.check.AcmeLog.balance;
import static io.weir.infra.local.check.AcmeLog.both;
import static io.weir.infra.local.check.AcmeLog.money;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.infra.local.cluster.Where;
import io.weir.schemas.Topics;
import io.weir.v1.Attempt;
import io.weir.v1.Balance;
import io.weir.v1.LedgerEntry;
import io.weir.v1.Outcome;
import io.weir.v1.Result;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class CheckerTest {

    private final AcmeLog acme = AcmeLog.clean();

    @Test
    void aCleanLogPasses() {
        assertEquals(Map.of(), violations(true));
    }

    @Test
    void aCleanLogIsCounted() {
        Map<String, Map<String, Long>> counts = new TreeMap<>();
        Checker.run(acme.log, true)
                .forEach(check -> counts.put(check.name(), check.findings().counts()));

        assertEquals(2, counts.get("I1").get("holds"));
        assertEquals(1, counts.get("I2").get("results"));
        assertEquals(380, counts.get("I3 costs").get("outcomes n$"));
        assertEquals(360, counts.get("I3 costs").get("posted n$"));
        assertEquals(20, counts.get("I3 costs").get("excess n$"));
    }

    // home, records

    @Test
    void aRecordInAnotherPartitionIsFound() {
        acme.log.of(Topics.LEDGER, otherPartition()).add(acme.entry(0));

        assertFound("home", new Where("weir.ledger.v1", otherPartition(), 0), "tenant acme in partition");
    }

    @Test
    void aLedgerKeyThatIsNotTheTenantIsFound() {
        acme.entry(2).setLedgerKey("globex");

        assertFound("home", ledger(2));
    }

    @Test
    void anUnreadableRecordIsFound() {
        acme.of(Topics.OUTCOMES).add("no outcome");

        assertFound("records", new Where("weir.outcomes.v1", AcmeLog.HOME, 2), "undecodable");
    }

    @Test
    void anUnreadableInboxRecordAmongTheDeadLettersIsNoFault() {
        acme.of(Topics.INBOX).add("no inbox record");
        acme.log.deadLetters.add(new Where(Topics.INBOX.name(), AcmeLog.HOME, 1));

        assertEquals(Map.of(), violations(true));
    }

    // ledger

    @Test
    void aGapInSeqIsFound() {
        acme.of(Topics.LEDGER).forEach(entry -> raise((LedgerEntry) entry, 4));

        assertFound("ledger", ledger(4), "to be 5, found 6");
    }

    private static void raise(LedgerEntry entry, long above) {
        if (entry.getSeq() > above) {
            entry.setSeq(entry.getSeq() + 1);
        }
    }

    @Test
    void aSeqThatDoesNotBeginAtOneIsFoundUnlessTheFrontIsCut() {
        acme.outcome(0).setSeq(5);
        acme.outcome(1).setSeq(6);
        assertFound("ledger", new Where("weir.outcomes.v1", AcmeLog.HOME, 0), "to be 1, found 5");

        acme.log.cut.add(Topics.OUTCOMES.name());
        assertEquals(Map.of(), violations(true));
    }

    @Test
    void anIdThatComesTwiceIsFound() {
        acme.entry(4).setId(acme.entry(2).getId());

        assertFound("ledger", ledger(4), "id entry 3 again");
    }

    @Test
    void aClockThatGoesBackIsFound() {
        acme.entry(5).setAt(AcmeLog.START);

        assertFound("ledger", ledger(5));
    }

    // I1

    @Test
    void aHoldOneAboveAHardLimitIsFound() {
        acme.entry(4).getAmounts().setMoneyNanodollars(441);
        acme.entry(4).setBalances(List.of(both(441, 60, 0)));

        assertFound("I1", ledger(4), "within its hard limit of 500 money, found 501");
    }

    @Test
    void aHoldThatFillsAHardLimitIsNoFault() {
        acme.entry(4).getAmounts().setMoneyNanodollars(440);
        acme.entry(4).setBalances(List.of(both(440, 60, 0)));
        acme.entry(5).setReleased(money(440));
        acme.outcome(1).setHeld(money(440));

        assertEquals(Map.of(), violations(true));
    }

    @Test
    void aHoldAboveASoftLimitIsNoFault() {
        everyBalance("acme/search", balance -> {
            balance.setHard(false);
            balance.setLimit(1);
        });

        assertEquals(Map.of(), violations(true));
    }

    @Test
    void aHoldAfterALimitWasLoweredBelowItIsFound() {
        acme.of(Topics.LEDGER).clear();
        acme.entry("limit_set", 0, money(0), null, balance("acme", 1_000, 0, 0, 0));
        acme.entry("limit_set", 0, money(0), null, balance("acme", 50, 0, 0, 0));
        acme.entry("held", 1, money(100), null, balance("acme", 1_000, 100, 0, 0));

        assertFound("I1", ledger(2), "limit in force, hard 50, found hard 1000");
    }

    @Test
    void aRemovedLimitBindsNoMore() {
        acme.of(Topics.LEDGER).clear();
        acme.entry("limit_set", 0, money(0), null, balance("acme", 1, 0, 0, 0));
        acme.entry("limit_set", 0, money(0), null, balance("acme", Long.MAX_VALUE, 0, 0, 0));
        acme.entry("held", 1, money(100), null);
        acme.entry("posted", 1, money(60), money(100));
        acme.entry("held", 2, money(300), null);
        acme.entry("posted", 2, money(300), money(300));
        acme.entry("excess", 2, money(20), null);

        assertEquals(Map.of(), violations(true));
    }

    @Test
    void aBalanceThatIsNotTheSumOfTheAmountsIsFound() {
        acme.entry(5).setBalances(List.of(both(0, 359, 0)));

        assertFound("I1", ledger(5), "posted 360, excess 0, found held 0, posted 359");
    }

    @Test
    void aHeldThatBecomesNegativeIsFound() {
        acme.entry(3).setReleased(money(101));
        acme.entry(3).setBalances(List.of(both(-1, 60, 0)));

        assertFound("I1", ledger(3), "never negative, found -1");
    }

    @Test
    void aHoldThatLeavesOutAnAncestorIsFound() {
        acme.entry(2).setBalances(List.of(balance("acme/search", 500, 100, 0, 0)));

        assertFound("I1", ledger(2), "count against acme#1 limit all");
    }

    @Test
    void aHoldAgainstAStrangersLimitIsFound() {
        everyBalance("acme", balance -> balance.setAccount("acme/sea"));
        acme.entry(0).setAccount("acme/sea");

        assertFound("I1", ledger(2), "found acme/sea#1 limit all");
    }

    @Test
    void aLimitThatNoEntryHasSetIsFound() {
        acme.entry(2).getBalances().get(0).setLimitId("made-up");

        assertFound("I1", ledger(2), "limit_set");
    }

    @Test
    void aHoldOutsideItsPeriodIsFound() {
        Balance made = acme.entry(2).getBalances().get(0);
        made.setPeriodStart(AcmeLog.START.minusSeconds(9));
        made.setPeriodEnd(AcmeLog.START);

        assertFound("I1", ledger(2), "a period of acme#1 limit all that holds");
    }

    @Test
    void aPeriodMadeUpBesideTheCurrentOneIsFound() {
        acme.of(Topics.LEDGER).clear();
        acme.entry("limit_set", 0, money(0), null, balance("acme", 1_000, 0, 0, 0));
        acme.entry("held", 1, money(100), null, inMinuteFrom(0, 100));
        acme.entry("held", 2, money(300), null, inMinuteFrom(1, 300));

        assertFound("I1", ledger(2), "periods of acme#1 limit all that do not overlap");
    }

    @Test
    void theNextPeriodBeginsAtZero() {
        acme.of(Topics.LEDGER).clear();
        acme.entry("limit_set", 0, money(0), null, balance("acme", 350, 0, 0, 0));
        acme.entry("held", 1, money(100), null, inMinuteFrom(0, 100))
                .getBalances()
                .get(0)
                .setLimit(350);
        LedgerEntry next = acme.entry("held", 2, money(300), null, inMinuteFrom(60, 300));
        next.getBalances().get(0).setLimit(350);
        next.setAt(AcmeLog.START.plusSeconds(60));

        assertFalse(violations(true).containsKey("I1"), violations(true).toString());
    }

    private static Balance inMinuteFrom(long seconds, long held) {
        Balance balance = balance("acme", 1_000, held, 0, 0);
        balance.setPeriodStart(AcmeLog.START.plusSeconds(seconds));
        balance.setPeriodEnd(AcmeLog.START.plusSeconds(seconds + 60));
        return balance;
    }

    @Test
    void amountsThatOverflowAreFoundAndDoNotStopTheChecker() {
        acme.entry(6).getAmounts().setMoneyNanodollars(Long.MAX_VALUE);

        assertTrue(violations(true).containsKey("I3 costs"));
    }

    // I2

    @Test
    void aSecondResultIsFound() {
        acme.result("q1");

        assertFound("I2", new Where("weir.results.v1", AcmeLog.HOME, 1), "a second one");
    }

    @Test
    void aResultWithoutAQueryIsFoundUnlessTheInboxIsCut() {
        acme.result("q2").setAttempts(List.of());
        acme.get(Topics.RESULTS, 1).setCostNanodollars(0);
        acme.get(Topics.RESULTS, 1).setStatus("rejected");
        assertFound("I2", new Where("weir.results.v1", AcmeLog.HOME, 1), "an accepted query acme/q2");

        acme.log.cut.add(Topics.INBOX.name());
        assertEquals(Map.of(), violations(true));
    }

    @Test
    void aQueryWithoutAResultIsFoundAtRestOnly() {
        acme.query("q2");

        assertFound("I2", new Where("weir.inbox.v1", AcmeLog.HOME, 1), "a result of query acme/q2");
        assertEquals(Map.of(), violations(false));
    }

    @Test
    void aDeadLetteredQueryNeedsNoResult() {
        acme.query("q2");
        acme.log.deadLetters.add(new Where(Topics.INBOX.name(), AcmeLog.HOME, 1));

        assertEquals(Map.of(), violations(true));
    }

    @Test
    void aRepeatedQueryNeedsNoSecondResult() {
        acme.query("q1");

        assertEquals(Map.of(), violations(true));
    }

    @Test
    void aStatusOutsideTheContractIsFound() {
        acme.result().setStatus("maybe");

        assertFound("I2", new Where("weir.results.v1", AcmeLog.HOME, 0), "found maybe");
    }

    @Test
    void aPassedQueryWhoseLastAttemptFailedIsFound() {
        acme.result().getAttempts().get(1).setVerdict("fail");

        assertFound("I2", new Where("weir.results.v1", AcmeLog.HOME, 0), "to pass, found fail");
    }

    // I3 holds

    @Test
    void aDoublePostIsFound() {
        acme.entry("posted", 1, money(60), money(100), both(-100, 420, 20));

        assertFound("I3 holds", ledger(7), "posted after posted");
    }

    @Test
    void aVoidAfterAPostIsFound() {
        acme.entry("voided", 1, money(0), money(100), both(-100, 360, 20));

        assertFound("I3 holds", ledger(7), "voided after posted");
    }

    @Test
    void aSecondHoldOfAnAttemptIsFound() {
        acme.entry("held", 1, money(1), null, both(1, 360, 20));

        assertFound("I3 holds", ledger(7), "one hold of attempt acme/q1/1");
    }

    @Test
    void anOpenHoldIsFoundAtRestOnly() {
        acme.entry("held", 3, money(1), null, both(1, 360, 20));

        assertTrue(violations(true).get("I3 holds").toString().contains("acme/q1/3 to have ended"));
        assertEquals(Map.of(), violations(false));
    }

    @Test
    void aPostAboveItsHoldIsFound() {
        acme.entry(3).getAmounts().setMoneyNanodollars(101);

        assertFound("I3 holds", ledger(3), "at most 100 n$");
    }

    @Test
    void aPostAboveItsHoldInTokensAloneIsFound() {
        acme.entry(3).getAmounts().setTokens(1);

        assertFound("I3 holds", ledger(3), "at most");
    }

    @Test
    void aPostWithoutAHoldIsFound() {
        acme.entry("posted", 9, money(0), money(0), both(0, 360, 20));

        assertFound("I3 holds", ledger(7), "a hold of acme/q1/9");
    }

    @Test
    void aHoldReleasedInPartIsFound() {
        acme.entry(3).setReleased(money(99));

        assertFound("I3 holds", ledger(3), "released in full");
    }

    @Test
    void aPostOnOtherBalancesThanItsHoldIsFound() {
        acme.entry(3).setBalances(List.of(balance("acme", 1_000, 0, 60, 0)));

        assertFound("I3 holds", ledger(3), "the balances of its hold");
    }

    @Test
    void aNegativeAmountIsFound() {
        acme.entry(6).getAmounts().setMoneyNanodollars(-20);

        assertFound("I3 holds", ledger(6), "0 or more");
    }

    @Test
    void aKindOutsideTheContractIsFound() {
        acme.entry(6).setKind("gifted");

        assertFound("I3 holds", ledger(6), "found gifted");
    }

    // I3 costs

    @Test
    void anOutcomeWhoseCostIsNotBookedIsFound() {
        acme.outcome(0).setCostNanodollars(61L);
        acme.result().getAttempts().get(0).setCostNanodollars(61);
        acme.result().setCostNanodollars(381);

        assertFound("I3 costs", ledger(3), "report, 61 n$");
    }

    @Test
    void energyThatIsNotBookedIsFound() {
        acme.outcome(0).setEnergyMillijoules(5);
        acme.result().getAttempts().get(0).setEnergyMillijoules(5);
        acme.result().setEnergyMillijoules(5);

        assertFound("I3 costs", ledger(3), "5 mJ");
    }

    @Test
    void aLateOutcomeAddsToItsAttemptAndNotToTheResult() {
        late(7);
        acme.entry("excess", 1, money(7), null, both(0, 360, 27));

        assertEquals(Map.of(), violations(true));
    }

    @Test
    void aLateOutcomeThatIsNotBookedIsFound() {
        late(7);

        assertFound("I3 costs", ledger(3), "report, 67 n$");
    }

    private void late(long cost) {
        acme.of(Topics.OUTCOMES)
                .add(Outcome.newBuilder(acme.outcome(0))
                        .setLate(true)
                        .setCostNanodollars(cost)
                        .setSeq(3)
                        .setAt(AcmeLog.START.plusSeconds(9))
                        .build());
    }

    @Test
    void aSecondOutcomeOfAnAttemptIsFound() {
        acme.of(Topics.OUTCOMES)
                .add(Outcome.newBuilder(acme.outcome(1)).setSeq(3).build());

        assertFound("I3 costs", new Where("weir.outcomes.v1", AcmeLog.HOME, 2), "a second one");
    }

    @Test
    void anOutcomeWithoutAHoldIsFound() {
        acme.outcome(1).setAttempt(9);

        assertFound("I3 costs", new Where("weir.outcomes.v1", AcmeLog.HOME, 1), "a hold of acme/q1/9");
    }

    @Test
    void anOutcomeWithoutACostIsFound() {
        acme.outcome(1).setCostNanodollars(null);

        assertFound("I3 costs", new Where("weir.outcomes.v1", AcmeLog.HOME, 1), "to have its cost");
    }

    @Test
    void aResultWhoseTotalIsNotTheSumIsFound() {
        acme.result().setCostNanodollars(381);

        assertFound("I3 costs", new Where("weir.results.v1", AcmeLog.HOME, 0), "totals of acme/q1 to be 380 n$");
    }

    @Test
    void aResultThatLeavesOutAnAttemptIsFound() {
        Result result = acme.result();
        result.setAttempts(List.of(result.getAttempts().get(0)));
        result.setCostNanodollars(60);
        result.setStatus("failed");

        assertFound("I3 costs", new Where("weir.results.v1", AcmeLog.HOME, 0), "2 attempts of acme/q1");
    }

    // work

    @Test
    void workWithoutAHoldIsFound() {
        Attempt work = Attempt.newBuilder(acme.get(Topics.attempts("small", "interactive"), 0))
                .setAttempt(9)
                .build();
        acme.of(Topics.attempts("small", "interactive")).add(work);

        assertFound("work", new Where("weir.attempts.small.interactive.v1", AcmeLog.HOME, 1), "a hold of acme/q1/9");
    }

    @Test
    void workSentTwiceIsFound() {
        acme.of(Topics.attempts("small", "interactive")).add(acme.get(Topics.attempts("small", "interactive"), 0));

        assertFound("work", new Where("weir.attempts.small.interactive.v1", AcmeLog.HOME, 1), "it again");
    }

    @Test
    void aHoldThatWasNeverSentIsFoundAtRestOnly() {
        acme.of(Topics.attempts("large", "interactive")).clear();

        assertFound("work", ledger(4), "sent to a worker");
        assertEquals(Map.of(), violations(false));
    }

    @Test
    void aDecisionForAnotherTierThanItsHoldIsFound() {
        acme.get(Topics.DECISIONS, 0).setTier("large");

        assertFound("work", new Where("weir.decisions.v1", AcmeLog.HOME, 0), "tier small of the hold");
    }

    private void everyBalance(String account, java.util.function.Consumer<Balance> change) {
        for (Object entry : acme.of(Topics.LEDGER)) {
            ((LedgerEntry) entry)
                    .getBalances().stream()
                            .filter(balance -> balance.getAccount().equals(account))
                            .forEach(change);
        }
    }

    private void assertFound(String check, Where where, String... parts) {
        Violation found = violations(true).get(check);
        assertTrue(found != null, () -> "nothing found by " + check + ", but " + violations(true));
        assertEquals(where, found.where(), found.toString());
        for (String part : parts) {
            assertTrue(found.toString().contains(part), found.toString());
        }
    }

    private Map<String, Violation> violations(boolean atRest) {
        Map<String, Violation> violations = new TreeMap<>();
        Checker.run(acme.log, atRest)
                .forEach(check -> check.findings().first().ifPresent(first -> violations.put(check.name(), first)));
        return violations;
    }

    private static Where ledger(long offset) {
        return new Where("weir.ledger.v1", AcmeLog.HOME, offset);
    }

    private static int otherPartition() {
        return (AcmeLog.HOME + 1) % InMemoryLog.PARTITIONS;
    }
}
