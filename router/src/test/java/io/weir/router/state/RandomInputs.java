package io.weir.router.state;

import io.weir.core.calibration.Calibration;
import io.weir.core.calibration.PassPosterior;
import io.weir.core.calibration.TierTask;
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
import io.weir.core.query.ErrorClass;
import io.weir.core.query.OpenQuery;
import io.weir.core.query.OutcomeReport;
import io.weir.core.query.ProcessingClass;
import io.weir.core.query.Query;
import io.weir.core.query.QueryKey;
import io.weir.core.query.Verdict;
import io.weir.core.query.Verifier;
import io.weir.core.routing.Input;
import io.weir.core.routing.State;
import io.weir.core.tier.Tier;
import io.weir.core.tier.TierState;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** A seeded run of inputs: a catalogue first, then queries and what becomes of them, with repeats and strays. */
final class RandomInputs {

    static final List<String> TIERS = List.of("small", "medium", "large");
    static final List<String> TENANTS = List.of("acme", "bolt");
    static final List<String> ACCOUNTS = List.of("acme", "acme/search", "bolt", "bolt/ads");

    private final Random random;
    private final List<QueryKey> keys = new ArrayList<>();
    private long nowMicros = 1_772_366_400_000_000L;
    private long revision;

    RandomInputs(long seed) {
        random = new Random(seed);
    }

    List<QueryKey> keys() {
        return keys;
    }

    long nowMicros() {
        return nowMicros;
    }

    Input next(State state) {
        nowMicros += random.nextInt(400_000);
        revision++;
        if (revision <= TIERS.size()) {
            return tier(TIERS.get((int) revision - 1));
        } else if (revision <= 2L * TIERS.size()) {
            return price(TIERS.get((int) revision - 1 - TIERS.size()));
        } else if (revision <= 2L * TIERS.size() + ACCOUNTS.size()) {
            return account(ACCOUNTS.get((int) revision - 1 - 2 * TIERS.size()), false);
        }
        int dice = random.nextInt(100);
        if (dice < 25 || keys.isEmpty()) {
            return query();
        } else if (dice < 40) {
            return new Input.Tick();
        } else if (dice < 44) {
            return new Input.CancelAsked(pick(keys), "test");
        } else if (dice < 47) {
            return calibration();
        } else if (dice < 50) {
            return dice == 47
                    ? tier(pick(TIERS))
                    : dice == 48 ? price(pick(TIERS)) : account(pick(ACCOUNTS), chance(10));
        }
        return ofWorker(state, keys.get(Math.max(0, keys.size() - 1 - random.nextInt(40))), dice);
    }

    private Input ofWorker(State state, QueryKey key, int dice) {
        OpenQuery open = state.open(key);
        int attempt = open == null ? 1 + random.nextInt(2) : Math.max(1, open.attemptsMade() - (chance(20) ? 1 : 0));
        String claim = "claim-" + (chance(5) ? 1 : 0);
        Usage usage = new Usage(400, random.nextInt(100), 0, random.nextInt(100) + 20, random.nextInt(20));
        if (dice < 68) {
            return new Input.Claimed(key, attempt, claim, "worker", random.nextInt(3_000_000));
        } else if (dice < 75) {
            return new Input.HeartbeatSeen(key, attempt, claim, random.nextInt(3_000_000), usage, random.nextInt(50));
        }
        AttemptStatus status = chance(70) ? AttemptStatus.ANSWERED : pick(List.of(AttemptStatus.values()));
        boolean error = status == AttemptStatus.ERROR;
        return new Input.OutcomeReported(new OutcomeReport(
                key,
                attempt,
                chance(10) ? null : claim,
                status,
                error ? pick(List.of(ErrorClass.values())) : null,
                error ? "code" : null,
                null,
                usage,
                pick(List.of(Verdict.values())),
                "exact",
                null,
                null,
                1,
                null,
                2,
                random.nextInt(100),
                "estimated",
                "worker",
                nowMicros));
    }

    private Input query() {
        String account = pick(ACCOUNTS);
        String tenant = account.contains("/") ? account.substring(0, account.indexOf('/')) : account;
        boolean again = chance(10) && !keys.isEmpty();
        QueryKey key = again ? pick(keys) : new QueryKey(tenant, "q" + keys.size());
        if (!again) {
            keys.add(key);
        }
        return new Input.QuerySubmitted(new Query(
                key,
                again ? key.tenant() : account,
                nowMicros,
                "task",
                "{}",
                400,
                1,
                100,
                chance(90) ? 1 : 2,
                Set.of(),
                chance(80) ? new Verifier("exact", Map.of("expected", "1")) : Verifier.NONE,
                null,
                null,
                chance(10) ? 60_000L : null,
                chance(20) ? nowMicros + random.nextInt(5_000_000) - 100_000 : 0,
                0,
                pick(List.of(ProcessingClass.values())),
                "auto",
                0,
                Set.of(),
                Map.of("team", "x"),
                "none",
                ""));
    }

    private Input tier(String name) {
        return new Input.TierChanged(new Tier(
                name, name, Set.of(), 8_192, 0, 10, 5, TierState.ACTIVE, Set.of(), PowerProfile.NONE, false, revision));
    }

    private Input price(String model) {
        long rate = 100_000_000L * (1 + TIERS.indexOf(model) * 4L);
        Tariff tariff = Tariff.flat(model + "@" + revision, Rates.of(rate, rate));
        return new Input.PriceChanged(Price.listed(model, 0, Long.MAX_VALUE, revision, tariff, tariff), false);
    }

    private Input account(String path, boolean deleted) {
        Window month = new Window.CalendarMonth(ZoneOffset.UTC, 1);
        List<Limit> limits = List.of(
                new Limit("all", Unit.MONEY, 2_000_000L + random.nextInt(50_000_000), new Window.Lifetime(), true),
                new Limit("month", Unit.TOKENS, random.nextInt(100_000), month, chance(50)));
        return new Input.AccountChanged(path, deleted, revision, AccountPolicy.DEFAULT, limits);
    }

    private Input calibration() {
        PassPosterior posterior = new PassPosterior(1 + random.nextInt(20), 1 + random.nextInt(20));
        return new Input.CalibrationChanged(new Calibration(
                "cal-" + revision,
                nowMicros,
                revision,
                Map.of(new TierTask(pick(TIERS), "task"), posterior),
                Map.of(),
                Map.of()));
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
