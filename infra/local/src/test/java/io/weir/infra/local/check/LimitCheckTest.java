package io.weir.infra.local.check;

import static io.weir.infra.local.check.AcmeLog.balance;
import static io.weir.infra.local.check.AcmeLog.both;
import static io.weir.infra.local.check.AcmeLog.money;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.schemas.Topics;
import io.weir.v1.Balance;
import io.weir.v1.LedgerEntry;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class LimitCheckTest extends CheckedLog {

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

        assertFound("I1", ledger(5), "posted 360, excess 0, adjusted 0, found held 0, posted 359");
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
        acme.entry("limit_set", 0, money(0), null, inMinuteFrom(0, 0));
        acme.entry("held", 1, money(100), null, inMinuteFrom(0, 100));
        acme.entry("held", 2, money(300), null, inMinuteFrom(1, 300));

        assertFound("I1", ledger(2), "periods of acme#1 limit all that do not overlap");
    }

    @Test
    void theNextPeriodBeginsAtZero() {
        acme.of(Topics.LEDGER).clear();
        acme.entry("limit_set", 0, money(0), null, inMinuteFrom(0, 0))
                .getBalances()
                .get(0)
                .setLimit(350);
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

    private void everyBalance(String account, Consumer<Balance> change) {
        for (Object entry : acme.of(Topics.LEDGER)) {
            ((LedgerEntry) entry)
                    .getBalances().stream()
                            .filter(balance -> balance.getAccount().equals(account))
                            .forEach(change);
        }
    }
}
