package io.weir.core.simulation;

import io.weir.core.calibration.Calibration;
import io.weir.core.calibration.PassPosterior;
import io.weir.core.calibration.TierTask;
import io.weir.core.calibration.TokenCeilings;
import io.weir.core.calibration.TokenMeans;
import io.weir.core.cost.Price;
import io.weir.core.cost.Rates;
import io.weir.core.cost.Tariff;
import io.weir.core.energy.PowerProfile;
import io.weir.core.ledger.AccountPolicy;
import io.weir.core.ledger.Grant;
import io.weir.core.ledger.Limit;
import io.weir.core.ledger.Period;
import io.weir.core.ledger.Unit;
import io.weir.core.ledger.WhenItDoesNotFit;
import io.weir.core.ledger.WhenItDoesNotFit.Way;
import io.weir.core.ledger.Window;
import io.weir.core.routing.Input;
import io.weir.core.sample.TierDraft;
import io.weir.core.tier.TierState;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Those who declare: accounts with limits, tiers, prices, calibration; and change their mind. */
final class Operators {

    private static final List<String> TENANTS = List.of("acme", "Ünïcode🌊", "zeta");
    private static final List<String> BELOW = List.of("", "/search", "/search/alice", "/search/bob", "/ops");
    static final String EIGHT_DEEP = "/a/b/c/d/e/f/g";
    private static final List<String> TIERS = List.of("small", "medium", "large");
    private static final Map<String, Long> SIZE = Map.of("small", 1L, "medium", 4L, "large", 12L);
    private static final List<ZoneId> ZONES = List.of(
            ZoneId.of("UTC"),
            ZoneId.of("Europe/Berlin"),
            ZoneId.of("America/New_York"),
            ZoneId.of("Asia/Kolkata"),
            ZoneId.of("Asia/Beirut"), // its clocks change at midnight: once there is none, once there are two
            ZoneId.of("Pacific/Apia"));
    /** Ends of months: a leap day, both clock changes of a year, at night and at midnight, a year's end. */
    private static final List<LocalDateTime> STARTS = List.of(
            LocalDateTime.of(2024, 2, 29, 23, 50),
            LocalDateTime.of(2025, 3, 29, 23, 55),
            LocalDateTime.of(2025, 3, 30, 0, 55),
            LocalDateTime.of(2025, 10, 25, 22, 58),
            LocalDateTime.of(2025, 10, 31, 23, 55),
            LocalDateTime.of(2025, 12, 31, 23, 45),
            LocalDateTime.of(2026, 1, 14, 23, 58));

    private final Random random;
    private final ZoneId zone;
    private final Map<String, Window> windows = new LinkedHashMap<>();
    private final List<String> accounts = new ArrayList<>();
    /** Budgets of labels: declared like accounts, named by no query. */
    private final List<String> labels = new ArrayList<>();

    private final List<String> versions = new ArrayList<>();
    private long revision;
    private @Nullable Grant granted;
    private long latestMicros;

    Operators(Random random) {
        this.random = random;
        zone = ZONES.get(random.nextInt(ZONES.size()));
        windows.put("life", new Window.Lifetime());
        windows.put("minute", Window.Rolling.MINUTE);
        windows.put("hour", Window.Rolling.HOUR);
        windows.put("day", new Window.CalendarDay(zone));
        windows.put("week", new Window.CalendarWeek(zone, DayOfWeek.of(1 + random.nextInt(7))));
        windows.put(
                "month", new Window.CalendarMonth(zone, List.of(1, 1, 15, 28).get(random.nextInt(4))));
        for (String tenant : TENANTS.subList(0, 2 + random.nextInt(2))) {
            for (String below : BELOW) {
                if (below.isEmpty() || random.nextInt(3) > 0) {
                    accounts.add(tenant + below);
                }
            }
            if (random.nextInt(3) == 0) {
                labels.add(tenant + "/#team=search");
            }
            if (random.nextInt(6) == 0) {
                accounts.add(tenant + "/a/b/c/d"); // of those between, none is declared
                accounts.add(tenant + EIGHT_DEEP);
            }
        }
    }

    long startMicros() {
        latestMicros = STARTS.get(random.nextInt(STARTS.size())).atZone(zone).toEpochSecond() * 1_000_000L;
        return latestMicros;
    }

    /** What is declared before the first query. */
    List<Input> opening() {
        List<Input> inputs = new ArrayList<>();
        for (String tier : TIERS) {
            inputs.add(tier(tier, TierState.ACTIVE));
            if (!tier.equals("large") || random.nextInt(5) > 0) {
                inputs.add(price(tier));
            }
        }
        for (String account : declared()) {
            inputs.add(account(account));
        }
        inputs.add(calibration());
        return inputs;
    }

    private List<String> declared() {
        List<String> declared = new ArrayList<>(accounts);
        declared.addAll(labels);
        return declared;
    }

    /** An account that queries name. */
    String anyAccount() {
        return random.nextInt(40) == 0 ? "acme/nobody" : accounts.get(random.nextInt(accounts.size()));
    }

    /** Somebody changes their mind. */
    Input change(long atMicros) {
        latestMicros = atMicros;
        int roll = random.nextInt(11);
        String tier = TIERS.get(random.nextInt(TIERS.size()));
        if (roll < 6) {
            List<String> declared = declared();
            String account = declared.get(random.nextInt(declared.size()));
            return random.nextInt(4) == 0
                    ? new Input.AccountChanged(account, true, ++revision, AccountPolicy.DEFAULT, List.of())
                    : account(account);
        }
        if (roll < 8) {
            return random.nextBoolean() ? price(tier) : otherPrice(tier);
        }
        if (roll == 10) {
            return grant(atMicros);
        }
        return roll < 9 ? calibration() : tier(tier, random.nextInt(3) == 0 ? TierState.DRAINING : TierState.ACTIVE);
    }

    /** A credit or a commitment, now and then the last one again. */
    private Input grant(long atMicros) {
        if (granted == null || random.nextInt(5) > 0) {
            List<Unit> units = List.of(Unit.values());
            Unit unit = units.get(random.nextInt(units.size()));
            long start = atMicros + random.nextInt(600) * 1_000_000L - 60_000_000L;
            boolean credit = random.nextBoolean();
            List<String> declared = declared();
            granted = new Grant(
                    "grant-" + ++revision,
                    declared.get(random.nextInt(declared.size())),
                    credit ? Grant.Kind.CREDIT : Grant.Kind.COMMITMENT,
                    unit,
                    amount(unit),
                    "",
                    credit ? Period.LIFETIME : new Period(start, start + (1 + random.nextInt(3_600)) * 1_000_000L),
                    atMicros,
                    revision,
                    "");
        }
        return new Input.Granted(granted);
    }

    private Input account(String path) {
        List<Limit> limits = new ArrayList<>();
        for (Unit unit : Unit.values()) {
            for (Map.Entry<String, Window> window : windows.entrySet()) {
                if (random.nextInt(11) == 0) {
                    limits.add(limit(window.getKey() + "-" + unit.wireName(), unit, window.getValue()));
                }
            }
        }
        AccountPolicy policy = random.nextInt(3) > 0
                ? AccountPolicy.DEFAULT
                : new AccountPolicy(
                        random.nextDouble(),
                        random.nextBoolean() ? 1_000_000L : null,
                        1_000,
                        30_000_000,
                        2,
                        random.nextBoolean() ? random.nextBoolean() : null,
                        whenItDoesNotFit());
        // An older revision now and then: the record of an ingress that lost a race.
        long stamp = random.nextInt(20) == 0 ? Math.max(0, revision - random.nextInt(5)) : ++revision;
        String card = random.nextInt(5) == 0 ? "gold" : Price.PUBLIC;
        return new Input.AccountChanged(path, false, stamp, policy, card, limits);
    }

    private Limit limit(String id, Unit unit, Window window) {
        Limit limit = new Limit(id, unit, amount(unit), window, random.nextInt(6) > 0);
        if (random.nextInt(4) == 0) {
            limit = random.nextBoolean() ? limit.withThresholds(50, 90) : limit.withThresholds(1, 100, 150);
        }
        if (random.nextInt(4) == 0) {
            long until = latestMicros + random.nextInt(10) * (random.nextBoolean() ? 20_000_000L : 20 * 3_600_000_000L);
            limit = limit.withIncrease(amount(unit), until);
        }
        if (!window.zoneId().isEmpty() && random.nextInt(3) == 0) {
            limit = limit.withRollover(amount(unit));
        }
        return limit;
    }

    /** Room for one to thirty holds of the middle tier. */
    private long amount(Unit unit) {
        long hold =
                switch (unit) {
                    case MONEY -> 700_000L;
                    case TOKENS -> 900L;
                    case ENERGY -> 300_000L;
                    case REQUESTS -> 1L;
                };
        return hold * (1 + random.nextInt(30));
    }

    private @Nullable WhenItDoesNotFit whenItDoesNotFit() {
        return switch (random.nextInt(6)) {
            case 0 -> new WhenItDoesNotFit(List.of(Way.LOWER), 5, 0);
            case 1 -> new WhenItDoesNotFit(List.of(Way.WAIT), 0, 1 + random.nextInt(20_000_000));
            case 2 -> new WhenItDoesNotFit(List.of(Way.CHEAPER, Way.LOWER, Way.WAIT, Way.REJECT), 9, 15_000_000);
            case 3 -> new WhenItDoesNotFit(List.of(Way.WAIT, Way.CHEAPER), 0, 5_000_000);
            case 4 -> new WhenItDoesNotFit(List.of(Way.REJECT), 0, 0);
            default -> null;
        };
    }

    private Input tier(String name, TierState state) {
        long size = SIZE.get(name);
        return new Input.TierChanged(TierDraft.of(name)
                .revision(++revision)
                .state(state)
                .contextWindow(name.equals("small") ? 900 : 8_192)
                .maxOutputTokens(name.equals("medium") ? 1_500 : 300)
                .tags("eu")
                .power(
                        name.equals("large")
                                ? PowerProfile.NONE
                                : new PowerProfile(1, 80.0 * size, 0.9, 8, 1.2, 800, 60))
                .write());
    }

    private Input price(String model) {
        long size = SIZE.get(model) * (9 + random.nextInt(3)) / 10 + 1;
        long stamp = ++revision;
        return priced(model, Price.PUBLIC, "@" + stamp, size, 0, Long.MAX_VALUE, Price.KNOWN_WHEN_APPLIED, false);
    }

    /** A price of any card, for a while or for good, known now or before; now and then one that is a thousand times too dear. */
    private Input otherPrice(String model) {
        long size = SIZE.get(model) * (9 + random.nextInt(3)) / 10 + 1;
        if (random.nextInt(8) == 0) {
            size *= 1_000;
        }
        String card = random.nextInt(3) == 0 ? "gold" : Price.PUBLIC;
        // A version that was declared before: with the rates that it had it is a repeat, with others it is refused.
        String version = random.nextInt(8) == 0 ? versions.get(random.nextInt(versions.size())) : "@" + (revision + 1);
        long from = random.nextBoolean() ? 0 : latestMicros + (random.nextInt(40) - 20) * 3_600_000_000L;
        long to = random.nextBoolean()
                ? Long.MAX_VALUE
                : Math.max(latestMicros, from) + random.nextInt(50) * 3_600_000_000L + 1;
        long known =
                random.nextInt(4) > 0 ? Price.KNOWN_WHEN_APPLIED : latestMicros - random.nextInt(50) * 3_600_000_000L;
        return priced(model, card, version, size, from, to, known, random.nextBoolean());
    }

    private Input priced(
            String model, String card, String version, long size, long from, long to, long known, boolean force) {
        Rates base =
                new Rates(100_000_001 * size, 10_000_003 * size, 125_000_000 * size, 400_000_000 * size, 450_000_000);
        Rates longContext = Rates.of(200_000_000 * size, 800_000_000 * size);
        Rates halved = Rates.of(50_000_000 * size, 200_000_000 * size);
        long stamp = ++revision;
        versions.add(version);
        String name = (card.isEmpty() ? "" : card + "/") + model + version;
        Tariff standard = new Tariff(name, base, 1_000, longContext, size % 3 * 7_001);
        Tariff batch = Tariff.flat(name + ":batch", halved);
        return new Input.PriceChanged(new Price(model, card, from, to, known, stamp, standard, batch), force);
    }

    private Input calibration() {
        Map<TierTask, PassPosterior> posteriors = new java.util.HashMap<>();
        Map<TierTask, TokenMeans> tokens = new java.util.HashMap<>();
        Map<TierTask, TokenCeilings> ceilings = new java.util.HashMap<>();
        for (String tier : TIERS) {
            posteriors.put(
                    new TierTask(tier, "arithmetic"),
                    new PassPosterior(1 + random.nextInt(20) + SIZE.get(tier), 1 + random.nextInt(20)));
            if (random.nextBoolean()) {
                tokens.put(new TierTask(tier, "prose"), new TokenMeans(3, 700, 100));
                TokenCeilings.Level level = new TokenCeilings.Level(80 + random.nextInt(100), random.nextInt(60));
                ceilings.put(new TierTask(tier, "prose"), new TokenCeilings(level, Map.of(5, level)));
            }
        }
        long stamp = ++revision;
        return new Input.CalibrationChanged(new Calibration("cal-" + stamp, 1, stamp, posteriors, tokens, ceilings));
    }
}
