package io.weir.schemas.codec;

import static io.weir.schemas.codec.Samples.account;
import static io.weir.schemas.codec.Samples.assertRefused;
import static io.weir.schemas.codec.Samples.limit;
import static io.weir.schemas.codec.Samples.violation;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.core.ledger.AccountPolicy;
import io.weir.core.ledger.Unit;
import io.weir.core.ledger.WhenItDoesNotFit;
import io.weir.core.ledger.WhenItDoesNotFit.Way;
import io.weir.core.ledger.Window;
import io.weir.core.routing.Input;
import io.weir.v1.Account;
import io.weir.v1.Limit;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountCodecTest {

    private static void refused(String field, String value, Consumer<Limit> change) {
        Limit limit = limit("month", 5);
        change.accept(limit);
        assertRefused(field, value, () -> AccountCodec.toCore(account(limit), 1));
    }

    private static void refusedPolicy(String field, String value, Consumer<io.weir.v1.AccountPolicy> change) {
        Account account = account();
        change.accept(account.getPolicy());
        assertRefused(field, value, () -> AccountCodec.toCore(account, 1));
    }

    @Test
    void anAccountReachesCoreWhole() {
        Limit month = limit("month", 5_000_000_001L);
        month.setUnit("tokens");
        month.setWindow("calendar_month");
        month.setTimeZone("Europe/Berlin");
        month.setFiscalStartDay(28);
        month.setHard(false);
        Account account = account(limit("all", 0), month);
        account.getPolicy().setMinPassProbability(0.5);
        account.getPolicy().setValueOfPassNanodollars(7L);
        account.getPolicy().setPriceOfWrongAnswerNanodollars(8L);
        account.getPolicy().setDefaultDeadlineMillis(9L);
        account.getPolicy().setMaxAttempts(2);
        account.getPolicy().setContinueTruncated(false);
        account.getPolicy().setWhenItDoesNotFit("lower, wait,reject");
        account.getPolicy().setMinMaxOutputTokens(16);
        account.getPolicy().setMaxWaitMillis(30_000);

        Input.AccountChanged core = AccountCodec.toCore(account, 42);

        assertEquals("acme/search", core.path());
        assertEquals(42, core.revision());
        assertEquals(
                new AccountPolicy(
                        0.5,
                        7L,
                        8L,
                        9_000L,
                        2,
                        false,
                        new WhenItDoesNotFit(List.of(Way.LOWER, Way.WAIT, Way.REJECT), 16, 30_000_000)),
                core.policy());
        assertEquals(
                new io.weir.core.ledger.Limit("all", Unit.MONEY, 0, new Window.Lifetime(), true),
                core.limits().get(0));
        assertEquals(
                new io.weir.core.ledger.Limit(
                        "month",
                        Unit.TOKENS,
                        5_000_000_001L,
                        new Window.CalendarMonth(ZoneId.of("Europe/Berlin"), 28),
                        false),
                core.limits().get(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/acme", "acme/", "#x", "acme//a"})
    void aPathIsOfWellFormedSegments(String path) {
        Account account = account();
        account.setAccount(path);
        assertEquals("account", violation(() -> AccountCodec.toCore(account, 1)).field());
    }

    @Test
    void anAccountHasAtMost32Limits_eachWithAnIdOfItsOwn() {
        Limit[] limits = IntStream.range(0, 33).mapToObj(i -> limit("l" + i, i)).toArray(Limit[]::new);
        assertRefused("limits", "33", () -> AccountCodec.toCore(account(limits), 1));
        limits[32] = limits[31];
        Limit[] fewer = java.util.Arrays.copyOf(limits, 32);
        assertEquals(32, AccountCodec.toCore(account(fewer), 1).limits().size());
        assertRefused("limits.id", "a", () -> AccountCodec.toCore(account(limit("a", 1), limit("a", 2)), 1));
    }

    @Test
    void aLimitIsRefusedByTheFieldThatIsWrong() {
        refused("limits.month.unit", "euros", limit -> limit.setUnit("euros"));
        refused("limits.month.amount", "-1", limit -> limit.setAmount(-1));
        refused("limits.month.amount", Long.MAX_VALUE + "", limit -> limit.setAmount(Long.MAX_VALUE));
        refused("limits.month.window", "week", limit -> limit.setWindow("week"));
        refused("limits.month.rollover", "true", limit -> limit.setRollover(true));
        refused("limits.month.rollover_share", "1.5", limit -> limit.setRolloverShare(1.5));
        refused("limits.month.rollover_share", "NaN", limit -> limit.setRolloverShare(Double.NaN));
        refused("limits.month.rollover_max", "-1", limit -> limit.setRolloverMax(-1L));
        refused("limits.month.increase_until", "null", limit -> limit.setIncrease(1));
        refused("limits.month.increase", "0", limit -> limit.setIncreaseUntil(Instant.EPOCH));
        refused("limits.month.increase", "-1", limit -> limit.setIncrease(-1));
        refused("limits.month.amount", "5", limit -> {
            limit.setIncrease(Long.MAX_VALUE - 5);
            limit.setIncreaseUntil(Instant.EPOCH);
        });
        for (List<Double> thresholds :
                List.of(List.of(0.8), List.of(0.0), List.of(1001.0), List.of(80.0, 50.0), List.of(50.0, 50.0))) {
            refused("limits.month.thresholds", thresholds.toString(), limit -> limit.setThresholds(thresholds));
        }
        refused("limits.", "limit_id must not be empty", limit -> limit.setId(""));
        refused("limits.month.time_zone", "Mars/Base", limit -> {
            limit.setWindow("calendar_month");
            limit.setTimeZone("Mars/Base");
        });
        for (int day : new int[] {0, 29}) {
            refused("limits.month.fiscal_start_day", "" + day, limit -> {
                limit.setWindow("calendar_month");
                limit.setFiscalStartDay(day);
            });
        }
        for (int day : new int[] {0, 8}) {
            refused("limits.month.week_start_day", "" + day, limit -> {
                limit.setWindow("calendar_week");
                limit.setWeekStartDay(day);
            });
        }
    }

    @Test
    void everyWindowReachesCore() {
        Map<String, Window> windows = Map.of(
                "lifetime", new Window.Lifetime(),
                "rolling_minute", Window.Rolling.MINUTE,
                "rolling_hour", Window.Rolling.HOUR,
                "calendar_day", new Window.CalendarDay(ZoneId.of("Asia/Beirut")),
                "calendar_week", new Window.CalendarWeek(ZoneId.of("Asia/Beirut"), DayOfWeek.SUNDAY),
                "calendar_month", new Window.CalendarMonth(ZoneId.of("Asia/Beirut"), 28));
        windows.forEach((name, window) -> {
            Limit limit = limit("l", 5);
            limit.setWindow(name);
            limit.setTimeZone("Asia/Beirut");
            limit.setFiscalStartDay(28);
            limit.setWeekStartDay(7);
            io.weir.core.ledger.Limit core = coreLimit(limit);
            assertEquals(window, core.window());
            assertEquals(name, core.window().wireName());
        });
    }

    @Test
    void thresholdsRolloverAndIncreaseReachCore() {
        Limit limit = limit("day", 1_001);
        limit.setWindow("calendar_day");
        limit.setThresholds(List.of(50.0, 80.0, 120.0));
        limit.setRollover(true);
        limit.setIncrease(7);
        limit.setIncreaseUntil(Instant.ofEpochSecond(9));
        assertEquals(List.of(50, 80, 120), coreLimit(limit).thresholds());
        assertEquals(1_001, coreLimit(limit).rolloverBound());
        assertEquals(7, coreLimit(limit).increase());
        assertEquals(9_000_000, coreLimit(limit).increaseUntilMicros());
        limit.setRolloverShare(0.5);
        assertEquals(500, coreLimit(limit).rolloverBound());
        limit.setRolloverMax(3_000L);
        assertEquals(3_000, coreLimit(limit).rolloverBound());
        limit.setRollover(false);
        assertEquals(0, coreLimit(limit).rolloverBound());
    }

    private static io.weir.core.ledger.Limit coreLimit(Limit limit) {
        return AccountCodec.toCore(account(limit), 1).limits().get(0);
    }

    @Test
    void theBudgetOfALabelIsAnAccountOfItsTenant_andNoOther() {
        Account account = account();
        account.setAccount("acme/#team=a=b");
        assertEquals("acme/#team=a=b", AccountCodec.toCore(account, 1).path());
        for (String path : List.of("acme/#team", "acme/#=x", "acme/#a/b=c", "acme/#a=b/c", "#a=b")) {
            account.setAccount(path);
            assertRefused("account", path, () -> AccountCodec.toCore(account, 1));
        }
        account.setAccount("acme/search/#a=b");
        assertRefused("account", "#a=b", () -> AccountCodec.toCore(account, 1));
        account.setAccount("a/b/c/d/e/f/g/h");
        assertEquals("a/b/c/d/e/f/g/h", AccountCodec.toCore(account, 1).path());
        account.setAccount("a/b/c/d/e/f/g/h/i");
        assertRefused("account", "a/b/c/d/e/f/g/h/i", () -> AccountCodec.toCore(account, 1));
    }

    @Test
    void aPolicyIsRefusedByTheFieldThatIsWrong() {
        refusedPolicy("policy.min_pass_probability", "NaN", policy -> policy.setMinPassProbability(Double.NaN));
        refusedPolicy("policy.value_of_pass_nanodollars", "-1", policy -> policy.setValueOfPassNanodollars(-1L));
        refusedPolicy(
                "policy.price_of_wrong_answer_nanodollars",
                "-1",
                policy -> policy.setPriceOfWrongAnswerNanodollars(-1L));
        refusedPolicy("policy.max_attempts", "9", policy -> policy.setMaxAttempts(9));
        refusedPolicy("policy.when_it_does_not_fit", "queue", policy -> policy.setWhenItDoesNotFit("queue"));
        refusedPolicy(
                "policy.when_it_does_not_fit",
                "reject,cheaper",
                policy -> policy.setWhenItDoesNotFit("reject,cheaper"));
        refusedPolicy(
                "policy.when_it_does_not_fit",
                "cheaper,cheaper",
                policy -> policy.setWhenItDoesNotFit("cheaper,cheaper"));
        refusedPolicy("policy.max_wait_millis", "0", policy -> policy.setWhenItDoesNotFit("wait"));
        refusedPolicy("policy.max_wait_millis", "5", policy -> policy.setMaxWaitMillis(5L));
        refusedPolicy("policy.max_wait_millis", "259200001", policy -> {
            policy.setWhenItDoesNotFit("wait");
            policy.setMaxWaitMillis(259_200_001L);
        });
        refusedPolicy("policy.min_max_output_tokens", "0", policy -> policy.setWhenItDoesNotFit("lower"));
        refusedPolicy("policy.default_deadline_millis", "0", policy -> policy.setDefaultDeadlineMillis(0L));
        refusedPolicy(
                "policy.default_deadline_millis", "604800001", policy -> policy.setDefaultDeadlineMillis(604_800_001L));
    }

    @Test
    void whatNobodyActsOnIsRefusedByName() {
        refusedPolicy("policy.on_outage", "wait", policy -> policy.setOnOutage("wait"));
        refusedPolicy("policy.min_deadline_probability", "0.9", policy -> policy.setMinDeadlineProbability(0.9));
        refusedPolicy("policy.exploration_share", "0.1", policy -> policy.setExplorationShare(0.1));
        refusedPolicy("policy.min_max_output_tokens", "5", policy -> policy.setMinMaxOutputTokens(5L));
        refusedAccount("content_policy", "none", account -> account.setContentPolicy("none"));
        refusedAccount("slug", "acme", account -> account.setSlug("acme"));
    }

    private static void refusedAccount(String field, String value, Consumer<Account> change) {
        Account account = account();
        change.accept(account);
        assertRefused(field, value, () -> AccountCodec.toCore(account, 1));
    }

    @Test
    void theTenantIsTheFirstSegment() {
        assertEquals("acme", AccountCodec.tenant("acme/search/alice"));
        assertEquals("acme", AccountCodec.tenant("acme"));
        Account closed = account();
        closed.setDeleted(true);
        assertTrue(AccountCodec.toCore(closed, 1).deleted());
    }

    @Test
    void anAccountNamesItsRateCard() {
        Account account = Samples.account();
        account.setRateCard("gold-2");
        assertEquals("gold-2", AccountCodec.toCore(account, 1).rateCard());
        assertEquals("", AccountCodec.toCore(Samples.account(), 1).rateCard());
        refusedAccount("rate_card", "Gold", changed -> changed.setRateCard("Gold"));
    }
}
