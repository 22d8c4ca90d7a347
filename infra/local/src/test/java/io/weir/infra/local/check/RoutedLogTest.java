package io.weir.infra.local.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.core.cost.Price;
import io.weir.core.cost.Rates;
import io.weir.core.cost.Tariff;
import io.weir.core.cost.Usage;
import io.weir.core.energy.PowerProfile;
import io.weir.core.ledger.AccountPolicy;
import io.weir.core.ledger.Limit;
import io.weir.core.ledger.Unit;
import io.weir.core.ledger.Window;
import io.weir.core.query.AttemptStatus;
import io.weir.core.query.OutcomeReport;
import io.weir.core.query.ProcessingClass;
import io.weir.core.query.Query;
import io.weir.core.query.QueryKey;
import io.weir.core.query.Verdict;
import io.weir.core.query.Verifier;
import io.weir.core.routing.Effect;
import io.weir.core.routing.InMemoryState;
import io.weir.core.routing.Input;
import io.weir.core.routing.Router;
import io.weir.core.routing.Settings;
import io.weir.core.tier.Tier;
import io.weir.core.tier.TierState;
import io.weir.schemas.Topics;
import io.weir.schemas.codec.EffectCodec;
import io.weir.v1.Coordinates;
import io.weir.v1.LedgerEntry;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * What the router itself writes, under limits of every window with rollover, increases and labels, is what the checker works out
 * from the amounts: two programs that share no arithmetic agree.
 */
final class RoutedLogTest {

    private static final int SEEDS = 20;
    private static final int STEPS = 500;
    private static final long SECOND = 1_000_000L;
    private static final long HOUR = 3_600 * SECOND;
    /** Days before both clock changes of zones whose midnight is skipped or comes twice, and the end of a leap February. */
    private static final List<String> STARTS =
            List.of("2022-03-25T20:00:00Z", "2022-10-28T20:00:00Z", "2024-02-27T20:00:00Z", "2018-11-02T20:00:00Z");

    private static final List<String> ZONES =
            List.of("UTC", "Asia/Beirut", "America/Sao_Paulo", "Europe/Berlin", "America/St_Johns");
    private static final List<String> ACCOUNTS =
            List.of("acme", "acme/search", "acme/search/alice", "acme/#team=blue", "acme/#team=red");

    private final Set<String> reasons = new HashSet<>();
    private final Set<String> windows = new HashSet<>();
    private long holds;

    @Test
    void theCheckerFindsNothing_inWhatTheRouterWritesUnderEveryWindow() {
        for (int seed = 0; seed < SEEDS; seed++) {
            InMemoryLog log = new Run(seed).log();
            Map<String, Violation> found = new TreeMap<>();
            Checker.run(log, false)
                    .forEach(check -> check.findings().first().ifPresent(first -> found.put(check.name(), first)));
            found.keySet().retainAll(Set.of("I1", "I1 labels", "I3 holds"));
            assertEquals(Map.of(), found, "seed " + seed);
            count(log);
        }
        assertTrue(reasons.containsAll(Set.of("rolled over", "increase ended", "limit removed", "account closed")));
        assertEquals(
                Set.of("lifetime", "rolling_minute", "rolling_hour", "calendar_day", "calendar_week", "calendar_month"),
                windows);
        assertTrue(holds > SEEDS * 40L, "too few holds: " + holds);
    }

    private void count(InMemoryLog log) {
        for (Object record : log.of(Topics.LEDGER, AcmeLog.HOME)) {
            LedgerEntry entry = (LedgerEntry) record;
            reasons.add(entry.getReason());
            if (entry.getKind().equals("held")) {
                holds++;
                entry.getBalances().forEach(balance -> windows.add(balance.getWindow()));
            }
        }
    }

    /** One seed's inputs, and the topics that come of them. */
    private static final class Run {
        private final Random random;
        private final Router router = new Router(Settings.DEFAULT);
        private final InMemoryState state = new InMemoryState();
        private final InMemoryLog log = new InMemoryLog();
        private final List<Effect.AttemptSent> out = new ArrayList<>();
        private final ZoneId zone;
        private long atMicros;
        private long revision;
        private int queries;

        Run(long seed) {
            random = new Random(seed * 0x9e3779b97f4a7c15L);
            zone = ZoneId.of(pick(ZONES));
            atMicros = Instant.parse(pick(STARTS)).getEpochSecond() * SECOND;
        }

        InMemoryLog log() {
            Tariff tariff = Tariff.flat("small@1", Rates.of(100_000_000, 400_000_000));
            send(new Input.TierChanged(new Tier(
                    "small",
                    "small",
                    Set.of(),
                    8_192,
                    200,
                    10,
                    5,
                    TierState.ACTIVE,
                    Set.of(),
                    PowerProfile.NONE,
                    false,
                    1)));
            send(new Input.PriceChanged(Price.listed("small", 0, Long.MAX_VALUE, 1, tariff, tariff), false));
            ACCOUNTS.forEach(account -> send(account(account)));
            for (int i = 0; i < STEPS; i++) {
                atMicros += step();
                send(input());
            }
            return log;
        }

        private long step() {
            int roll = random.nextInt(100);
            return roll < 70
                    ? random.nextInt(4_000_000)
                    : roll < 93
                            ? random.nextLong(120 * SECOND)
                            : roll < 99 ? random.nextLong(3 * HOUR) : random.nextLong(40 * HOUR);
        }

        private Input input() {
            int roll = random.nextInt(100);
            if (roll < 45) {
                return new Input.QuerySubmitted(query());
            }
            if (roll < 85 && !out.isEmpty()) {
                return new Input.OutcomeReported(report(out.remove(random.nextInt(out.size()))));
            }
            if (roll < 92) {
                String account = pick(ACCOUNTS);
                return roll == 91
                        ? new Input.AccountChanged(account, true, ++revision, AccountPolicy.DEFAULT, List.of())
                        : account(account);
            }
            return new Input.Tick();
        }

        private void send(Input input) {
            long at = Router.clock(state, atMicros);
            List<Effect> effects = router.decide(state, input, at);
            EffectCodec codec = new EffectCodec(at, new Coordinates("weir.inbox.v1", AcmeLog.HOME, ++revision));
            for (Effect effect : effects) {
                effect.apply(state, at);
                codec.publication(effect).ifPresent(published -> log.of(published.topic(), AcmeLog.HOME)
                        .add(published.value()));
                if (effect instanceof Effect.AttemptSent sent) {
                    out.add(sent);
                }
            }
        }

        private Input account(String path) {
            List<Limit> limits = new ArrayList<>();
            for (Window window : windows()) {
                if (random.nextInt(4) == 0) {
                    limits.add(limit(window));
                }
            }
            return new Input.AccountChanged(path, false, ++revision, AccountPolicy.DEFAULT, limits);
        }

        private List<Window> windows() {
            return List.of(
                    new Window.Lifetime(),
                    Window.Rolling.MINUTE,
                    Window.Rolling.HOUR,
                    new Window.CalendarDay(zone),
                    new Window.CalendarWeek(zone, DayOfWeek.SUNDAY),
                    new Window.CalendarMonth(zone, 27));
        }

        private Limit limit(Window window) {
            Unit unit = window.wireName().length() % 2 == 0 ? Unit.REQUESTS : Unit.TOKENS;
            long one = unit == Unit.REQUESTS ? 1 : 300;
            Limit limit =
                    new Limit(window.wireName(), unit, one * (2 + random.nextInt(40)), window, random.nextInt(5) > 0);
            if (!window.zoneId().isEmpty() && random.nextInt(3) > 0) {
                limit = limit.withRollover(one * random.nextInt(30));
            }
            return random.nextInt(3) == 0
                    ? limit.withIncrease(one * (1 + random.nextInt(20)), atMicros + random.nextLong(20 * HOUR))
                    : limit;
        }

        private Query query() {
            String team = random.nextInt(4) == 0 ? "green" : random.nextBoolean() ? "blue" : "red";
            return new Query(
                    new QueryKey("acme", "q" + ++queries),
                    pick(List.of("acme", "acme/search", "acme/search/alice")),
                    atMicros,
                    "prose",
                    "{}",
                    200,
                    1,
                    80,
                    queries,
                    Set.of(),
                    new Verifier("none", Map.of()),
                    null,
                    0.0,
                    null,
                    atMicros + 2 * HOUR,
                    0,
                    ProcessingClass.STANDARD,
                    "auto",
                    1,
                    Set.of(),
                    random.nextInt(5) == 0 ? Map.of() : Map.of("team", team, "env", "prod"),
                    "none",
                    "");
        }

        private OutcomeReport report(Effect.AttemptSent sent) {
            long output = random.nextInt(160);
            return new OutcomeReport(
                    sent.query().key(),
                    sent.attempt().number(),
                    null,
                    AttemptStatus.ANSWERED,
                    null,
                    null,
                    null,
                    Usage.of(random.nextInt(200), output),
                    Verdict.UNKNOWN,
                    "none",
                    null,
                    null,
                    0,
                    null,
                    0,
                    0,
                    "estimated",
                    "worker",
                    atMicros);
        }

        private <T> T pick(List<T> list) {
            return list.get(random.nextInt(list.size()));
        }
    }
}
