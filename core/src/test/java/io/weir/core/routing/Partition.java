package io.weir.core.routing;

import io.weir.core.calibration.Calibration;
import io.weir.core.calibration.PassPosterior;
import io.weir.core.calibration.TierTask;
import io.weir.core.cost.Price;
import io.weir.core.cost.Rates;
import io.weir.core.cost.Tariff;
import io.weir.core.cost.Usage;
import io.weir.core.ledger.Account;
import io.weir.core.ledger.AccountPolicy;
import io.weir.core.ledger.Balance;
import io.weir.core.ledger.EntryKind;
import io.weir.core.ledger.LedgerEntry;
import io.weir.core.ledger.Limit;
import io.weir.core.query.QueryKey;
import io.weir.core.query.Verdict;
import io.weir.core.sample.QueryDraft;
import io.weir.core.sample.ReportDraft;
import io.weir.core.sample.TierDraft;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A router with its state in memory, and the last step's effects to look at.
 *
 * <p>Three tiers, small, medium and large, at 1, 4 and 12 times $0.10 per million tokens, of p(pass) 0.5, 0.8 and 0.95. The
 * plain query of {@link QueryDraft} holds 400 + 10 + 5 input and 100 output tokens: 515 tokens, 51,500 nano-dollars at the
 * small tier plus 3 for roundings, that times 4 and 12 at the others, plus 3.
 */
final class Partition {

    static final long SECOND = 1_000_000L;
    static final long DAY = 86_400 * SECOND;
    static final long SMALL_HOLD = 51_500;
    static final long MEDIUM_HOLD = 206_000;
    static final long LARGE_HOLD = 618_000;

    final InMemoryState state = new InMemoryState();
    private final Router router;
    private final Map<TierTask, PassPosterior> posteriors =
            new TreeMap<>(java.util.Comparator.comparing(TierTask::tier).thenComparing(TierTask::task));
    private List<Effect> effects = List.of();
    private long atMicros = SECOND;
    private long revision;

    private Partition(Settings settings) {
        router = new Router(settings);
    }

    /** Three priced tiers with a calibration, no account. */
    static Partition withTiers() {
        return withTiers(Settings.DEFAULT);
    }

    static Partition withTiers(Settings settings) {
        Partition partition = bare(settings);
        partition.tier(TierDraft.of("small")).price("small", 100_000_000).pass("small", 0.5);
        partition.tier(TierDraft.of("medium")).price("medium", 400_000_000).pass("medium", 0.8);
        partition.tier(TierDraft.of("large")).price("large", 1_200_000_000).pass("large", 0.95);
        return partition;
    }

    /** Three tiers and the account acme without limits. */
    static Partition withAccount() {
        return withTiers().account("acme");
    }

    static Partition bare(Settings settings) {
        return new Partition(settings);
    }

    Partition send(Input input) {
        long at = Router.clock(state, atMicros);
        effects = router.decide(state, input, at);
        effects.forEach(effect -> effect.apply(state, at));
        return this;
    }

    Partition tier(TierDraft draft) {
        return send(new Input.TierChanged(draft.revision(++revision).write()));
    }

    Partition price(String model, long nanodollarsPerMillion) {
        Tariff tariff = Tariff.flat(model + "@" + ++revision, Rates.of(nanodollarsPerMillion, nanodollarsPerMillion));
        return send(new Input.PriceChanged(Price.listed(model, 0, Long.MAX_VALUE, revision, tariff, tariff), false));
    }

    Partition pass(String tier, double probability) {
        posteriors.put(
                new TierTask(tier, "arithmetic"), new PassPosterior(1_000 * probability, 1_000 * (1 - probability)));
        return send(new Input.CalibrationChanged(
                new Calibration("cal-" + ++revision, 0, revision, posteriors, Map.of(), Map.of())));
    }

    Partition account(String path, Limit... limits) {
        return account(path, AccountPolicy.DEFAULT, limits);
    }

    Partition account(String path, AccountPolicy policy, Limit... limits) {
        return send(new Input.AccountChanged(path, false, ++revision, policy, List.of(limits)));
    }

    Partition closed(String path) {
        return send(new Input.AccountChanged(path, true, ++revision, AccountPolicy.DEFAULT, List.of()));
    }

    Partition submit(QueryDraft draft) {
        return send(new Input.QuerySubmitted(draft.write()));
    }

    Partition claim(QueryKey key, int attempt, String claim, long leaseMicros) {
        return send(new Input.Claimed(key, attempt, claim, "worker", leaseMicros));
    }

    Partition heartbeat(QueryKey key, int attempt, String claim, long leaseMicros, Usage usage, long millijoules) {
        return send(new Input.HeartbeatSeen(key, attempt, claim, leaseMicros, usage, millijoules));
    }

    Partition report(ReportDraft draft) {
        return send(new Input.OutcomeReported(draft.write()));
    }

    /** An answer to an attempt that was verified so, having used 300 input and 40 output tokens. */
    Partition answer(QueryKey key, int attempt, Verdict verdict) {
        return report(ReportDraft.of(key, attempt).used(300, 40).verdict(verdict));
    }

    Partition cancel(QueryKey key) {
        return send(new Input.CancelAsked(key, "test"));
    }

    Partition tickAt(long micros) {
        atMicros = micros;
        return send(new Input.Tick());
    }

    Partition at(long micros) {
        atMicros = micros;
        return this;
    }

    long now() {
        return atMicros;
    }

    long nextRevision() {
        return ++revision;
    }

    /** Effects of the last step. */
    List<Effect> effects() {
        return effects;
    }

    <E extends Effect> List<E> effects(Class<E> type) {
        List<E> some = new ArrayList<>();
        effects.stream().filter(type::isInstance).map(type::cast).forEach(some::add);
        return some;
    }

    /** The one effect of this type in the last step. */
    <E extends Effect> E the(Class<E> type) {
        List<E> some = effects(type);
        if (some.size() != 1) {
            throw new AssertionError("expected one " + type.getSimpleName() + " in " + effects);
        }
        return some.get(0);
    }

    Result result() {
        return the(Effect.QueryClosed.class).result();
    }

    String sentTo() {
        return the(Effect.AttemptSent.class).attempt().tier();
    }

    /** Why a tier was left out of the last decision. */
    Exclusion exclusion(String tier) {
        return the(Effect.Decided.class).decision().candidates().stream()
                .filter(candidate -> candidate.tier().name().equals(tier))
                .map(candidate -> Objects.requireNonNull(candidate.exclusion(), tier + " is not excluded"))
                .findFirst()
                .orElseThrow();
    }

    List<EntryKind> ledger() {
        return effects(Effect.LedgerAppended.class).stream()
                .map(appended -> appended.entry().kind())
                .toList();
    }

    LedgerEntry entry(EntryKind kind) {
        return effects(Effect.LedgerAppended.class).stream()
                .map(Effect.LedgerAppended::entry)
                .filter(entry -> entry.kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    /** The newest balance of a limit. */
    Balance balance(String path, String limitId) {
        Account account = Objects.requireNonNull(state.account(path));
        return account.balances().stream()
                .filter(balance -> balance.limitId().equals(limitId))
                .reduce((first, second) -> second)
                .orElseThrow();
    }
}
