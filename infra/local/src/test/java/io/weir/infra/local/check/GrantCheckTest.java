package io.weir.infra.local.check;

import static io.weir.infra.local.check.AcmeLog.balance;
import static io.weir.infra.local.check.AcmeLog.money;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.weir.schemas.Topics;
import io.weir.v1.Amounts;
import io.weir.v1.Balance;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Credits and commitments in the books. */
final class GrantCheckTest extends CheckedLog {

    GrantCheckTest() {
        acme.of(Topics.LEDGER).clear();
        acme.of(Topics.OUTCOMES).clear();
        acme.entry("limit_set", 0, money(0), null, balance("acme", 100, 0, 0, 0));
    }

    private static Amounts amount(long nanodollars) {
        return Amounts.newBuilder().setMoneyNanodollars(nanodollars).build();
    }

    private static Balance adjusted(Balance balance, long adjusted) {
        balance.setAdjusted(adjusted);
        return balance;
    }

    private static Balance commitment(long held, long posted) {
        Balance balance = balance("acme", 1_000, held, posted, 0);
        balance.setLimitId("commitment:p1");
        balance.setHard(false);
        balance.setWindow("fixed");
        balance.setPeriodStart(AcmeLog.START);
        balance.setPeriodEnd(AcmeLog.START.plusSeconds(5));
        return balance;
    }

    @Test
    void aCreditMakesRoomAboveTheLimit() {
        acme.entry("credited", 0, amount(-30), null, adjusted(balance("acme", 100, 0, 0, 0), -30));
        acme.entry("held", 1, money(130), null, adjusted(balance("acme", 100, 130, 0, 0), -30));

        assertNull(violations(false).get("I1"));
    }

    @Test
    void oneMoreThanTheCreditMakesRoomForIsFound() {
        acme.entry("credited", 0, amount(-30), null, adjusted(balance("acme", 100, 0, 0, 0), -30));
        acme.entry("held", 1, money(131), null, adjusted(balance("acme", 100, 131, 0, 0), -30));

        assertFound("I1", ledger(2), "within its hard limit of 100 money, found 101");
    }

    @Test
    void aCreditThatIsNotStatedIsFound() {
        acme.entry("credited", 0, amount(-30), null, balance("acme", 100, 0, 0, 0));

        assertFound("I1", ledger(1), "adjusted -30, found held 0, posted 0, excess 0, adjusted 0");
    }

    @Test
    void aCreditThatChargesIsFound() {
        acme.entry("credited", 0, amount(30), null, adjusted(balance("acme", 100, 0, 0, 0), 30));

        assertFound("I1", ledger(1), "a credit below 0 money for acme, found 30 for acme");
    }

    @Test
    void holdsInThePeriodOfACommitmentCountAgainstIt() {
        acme.entry("committed", 0, amount(1_000), null, commitment(0, 0));
        acme.entry("held", 1, money(10), null, balance("acme", 100, 10, 0, 0), commitment(10, 0));
        acme.entry("posted", 1, money(6), money(10), balance("acme", 100, 0, 6, 0), commitment(0, 6));

        assertNull(violations(false).get("I1"));
    }

    @Test
    void aHoldThatPassesACommitmentByIsFound() {
        acme.entry("committed", 0, amount(1_000), null, commitment(0, 0));
        acme.entry("held", 1, money(10), null, balance("acme", 100, 10, 0, 0));

        assertFound("I1", ledger(2), "to count against acme#1 limit commitment:p1, found it does not");
    }

    @Test
    void aCommitmentIsNotCountedOutsideItsPeriod() {
        Balance past = commitment(0, 0);
        past.setPeriodEnd(Instant.parse("2026-11-24T12:00:02Z"));
        acme.entry("committed", 0, amount(1_000), null, past);
        acme.entry("held", 1, money(10), null, balance("acme", 100, 10, 0, 0));

        assertNull(violations(false).get("I1"));
    }

    @Test
    void aCommitmentOfAnotherAmountIsFound() {
        acme.entry("committed", 0, amount(999), null, commitment(0, 0));

        assertFound("I1", ledger(1), "one soft limit of the amount committed, 999, found soft 1000");
    }

    @Test
    void aCommitmentBookedTwiceIsFound() {
        acme.entry("committed", 0, amount(1_000), null, commitment(0, 0));
        acme.entry("committed", 0, amount(1_000), null, commitment(0, 0));

        assertFound("I1", ledger(2), "committed once, found it again");
    }
}
