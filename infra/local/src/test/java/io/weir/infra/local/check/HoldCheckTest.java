package io.weir.infra.local.check;

import static io.weir.infra.local.check.AcmeLog.balance;
import static io.weir.infra.local.check.AcmeLog.both;
import static io.weir.infra.local.check.AcmeLog.money;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class HoldCheckTest extends CheckedLog {

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
}
