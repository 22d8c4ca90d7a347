package io.weir.core.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AccountTest {

    private static final long DAY = 86_400_000_000L;
    private static final Window MONTH = new Window.CalendarMonth(ZoneId.of("UTC"), 1);
    private static final Limit LIFE = new Limit("life", Unit.MONEY, 100, new Window.Lifetime(), true);
    private static final Limit MONTHLY = new Limit("month", Unit.MONEY, 50, MONTH, true);

    private static long at(String day) {
        return ZonedDateTime.parse(day + "T00:00Z").toEpochSecond() * 1_000_000L;
    }

    private static Account declared(Limit... limits) {
        return Account.unopened("acme").declared(1, true, 1, AccountPolicy.DEFAULT, "", List.of(limits));
    }

    private static Balance held(Account account, String limitId, long amount, long atMicros) {
        return account.balancesAt(atMicros).stream()
                .filter(balance -> balance.limitId().equals(limitId))
                .findFirst()
                .orElseThrow()
                .plusHeld(new Amounts(amount, 0, 0, 0));
    }

    @Test
    void anUnopenedAccount_isClosed_andOlderThanAnyRevision() {
        Account account = Account.unopened("acme");
        assertFalse(account.open());
        assertEquals(0, account.generation());
        assertEquals(-1, account.revision());
        assertEquals(List.of(), account.balancesAt(0));
    }

    @Test
    void aLimitNotYetTouched_hasItsOpeningBalance() {
        List<Balance> balances = declared(LIFE, MONTHLY).balancesAt(at("2026-01-10"));
        assertEquals(List.of(100L, 50L), balances.stream().map(Balance::free).toList());
        assertEquals(at("2026-02-01"), balances.get(1).period().endMicros());
    }

    @Test
    void anEntrysBalance_replacesThatOfItsGenerationLimitAndPeriod_alone() {
        long january = at("2026-01-10");
        Account account = declared(LIFE, MONTHLY);
        account = account.apply(held(account, "life", 10, january), january);
        account = account.apply(held(account, "month", 20, january), january);
        account = account.apply(held(account, "life", 5, january), january);
        assertEquals(
                List.of(85L, 30L),
                account.balancesAt(january).stream().map(Balance::free).toList());
        assertEquals(2, account.balances().size());
    }

    @Test
    void aNewPeriod_hasTheWholeAmount() {
        Account account = declared(MONTHLY);
        account = account.apply(held(account, "month", 20, at("2026-01-31")), at("2026-01-31"));
        assertEquals(30, account.balancesAt(at("2026-02-01") - 1).get(0).free());
        assertEquals(50, account.balancesAt(at("2026-02-01")).get(0).free());
    }

    @Test
    void aPeriod_isKeptForEightDays_orAsLongAsItHolds() {
        long january = at("2026-01-10");
        long february = at("2026-02-01");
        Balance spent = held(declared(MONTHLY), "month", 20, january)
                .settle(new Amounts(20, 0, 0, 0), new Amounts(20, 0, 0, 0));
        Account account = declared(MONTHLY, LIFE).apply(spent, january);
        Account eightDays = account.apply(held(account, "month", 1, february), february + 8 * DAY - 1);
        assertTrue(eightDays.kept(spent.line(), 0).isPresent());
        Account later = account.apply(held(account, "month", 1, february), february + 8 * DAY);
        assertEquals(Optional.empty(), later.kept(spent.line(), 0));
        Account holding = declared(MONTHLY);
        holding = holding.apply(held(holding, "month", 20, january), january);
        holding = holding.apply(held(holding, "month", 1, february + 80 * DAY), february + 80 * DAY);
        assertEquals(20, holding.kept(spent.line(), 0).orElseThrow().held());
        Balance life = held(account, "life", 0, january);
        Account lifetime = account.apply(life, january);
        lifetime = lifetime.apply(held(lifetime, "month", 1, february + 90 * DAY), february + 90 * DAY);
        assertTrue(lifetime.kept(life.line(), 0).isPresent());
    }

    @Test
    void theLatestPeriodOfALimit_isKeptHoweverOld_unlessTheAccountWasOpenedAgain() {
        long january = at("2026-01-10");
        long december = at("2026-12-10");
        Account account = declared(MONTHLY, LIFE).apply(held(declared(MONTHLY), "month", 0, january), january);
        Account later = account.apply(held(account, "life", 1, december), december);
        assertEquals(2, later.balances().size());
        Account reopened = account.declared(2, true, 5, AccountPolicy.DEFAULT, "", List.of(MONTHLY, LIFE));
        reopened = reopened.apply(held(reopened, "life", 1, december), december);
        assertEquals(1, reopened.balances().size());
    }

    @Test
    void aLine_isKnownByAllItsParts() {
        Account account = declared(LIFE);
        Balance balance = held(account, "life", 10, 0);
        Account held = account.apply(balance, 0);
        assertEquals(Optional.of(balance), held.kept(balance.line(), 0));
        assertEquals(Optional.empty(), held.kept(new HoldLine("acme", 2, "life", Period.LIFETIME), 0));
        assertEquals(Optional.empty(), held.kept(new HoldLine("acme", 1, "other", Period.LIFETIME), 0));
        assertEquals(Optional.empty(), held.kept(new HoldLine("acme", 1, "life", new Period(0, 1)), 0));
    }

    @Test
    void balancesOfAnotherGeneration_standBesideTheNew() {
        Account account = declared(LIFE);
        account = account.apply(held(account, "life", 10, 0), 0);
        Account reopened = account.declared(2, true, 5, AccountPolicy.DEFAULT, "", List.of(LIFE));
        assertEquals(100, reopened.balancesAt(0).get(0).free());
        reopened = reopened.apply(reopened.balancesAt(0).get(0).plusHeld(new Amounts(1, 0, 0, 0)), 0);
        assertEquals(2, reopened.balances().size());
        assertEquals(99, reopened.balancesAt(0).get(0).free());
    }

    @Test
    void aLimitThatIsSet_keepsItsSums_orOpens() {
        Account account = declared(LIFE);
        assertEquals(70, account.limitSet(1, LIFE.withAmount(70), 0).free());
        account = account.apply(held(account, "life", 10, 0), 0);
        assertEquals(60, account.limitSet(1, LIFE.withAmount(70), 0).free());
        assertEquals(70, account.limitSet(2, LIFE.withAmount(70), 0).free());
    }

    @Test
    void aRemovedLimit_isNotHeldAgainst() {
        assertEquals(
                1,
                declared(LIFE, MONTHLY.withAmount(Limit.REMOVED)).balancesAt(0).size());
    }
}
