package io.weir.infra.local.check;

import static io.weir.infra.local.check.AcmeLog.balance;
import static io.weir.infra.local.check.AcmeLog.both;
import static io.weir.infra.local.check.AcmeLog.money;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.schemas.Topics;
import io.weir.v1.Balance;
import io.weir.v1.LedgerEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LabelCheckTest extends CheckedLog {

    private static final String BLUE = "acme/#team=blue";

    /** Both attempts count against the budget of team blue too. */
    @BeforeEach
    void blue() {
        acme.outcome(0).setLabels(Map.of("team", "blue", "env", "prod"));
        acme.outcome(1).setLabels(Map.of("team", "blue", "env", "prod"));
        List<Object> entries = new ArrayList<>(acme.of(Topics.LEDGER));
        acme.of(Topics.LEDGER).clear();
        acme.entry("limit_set", 0, money(0), null, balance(BLUE, 400, 0, 0, 0));
        for (Object object : entries) {
            LedgerEntry entry = (LedgerEntry) object;
            List<Balance> balances = new ArrayList<>(entry.getBalances());
            if (!entry.getKind().equals("limit_set")) {
                Balance acmes = balances.get(0);
                balances.add(balance(BLUE, 400, acmes.getHeld(), acmes.getPosted(), acmes.getExcess()));
            }
            int attempt = entry.getAttempt() == null ? 0 : entry.getAttempt();
            acme.entry(
                    entry.getKind(),
                    attempt,
                    entry.getAmounts(),
                    entry.getReleased(),
                    balances.toArray(Balance[]::new));
        }
    }

    @Test
    void aHoldInTheBudgetOfItsLabelIsNoFault() {
        assertEquals(Map.of(), violations(true));
    }

    @Test
    void aHoldThatLeavesOutTheBudgetOfItsLabelIsFound() {
        for (int i = 3; i < 8; i++) {
            List<Balance> balances = acme.entry(i).getBalances();
            acme.entry(i).setBalances(balances.subList(0, 2));
        }

        assertFound("I1 labels", ledger(3), "to count against [acme/#team=blue#1 limit all]");
    }

    @Test
    void aHoldInTheBudgetOfAnotherLabelIsFound() {
        acme.outcome(0).setLabels(Map.of("team", "red"));

        assertFound("I1 labels", ledger(3), "to count against [] by its labels {team=red}");
    }

    @Test
    void aHoldAboveTheBudgetOfItsLabelIsFound() {
        Balance over = acme.entry(5).getBalances().get(2);
        acme.entry(5).getAmounts().setMoneyNanodollars(341);
        acme.entry(5).setBalances(List.of(both(341, 60, 0)[0], both(341, 60, 0)[1], over));
        over.setHeld(341L);

        assertFound("I1", ledger(5), "within its hard limit of 400 money, found 401");
    }
}
