package io.weir.bench.ceilings;

import io.weir.core.calibration.Calibration;
import io.weir.core.calibration.TierTask;
import io.weir.core.calibration.TokenBuckets;
import io.weir.core.calibration.TokenCeilings;
import io.weir.core.calibration.TokenHistograms;
import io.weir.core.cost.Price;
import io.weir.core.cost.Tariff;
import io.weir.core.cost.Usage;
import io.weir.core.energy.PowerProfile;
import io.weir.core.ledger.AccountPolicy;
import io.weir.core.ledger.EntryKind;
import io.weir.core.ledger.LedgerEntry;
import io.weir.core.query.Answer;
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
import io.weir.core.routing.Policies;
import io.weir.core.routing.Router;
import io.weir.core.routing.Settings;
import io.weir.core.tier.Tier;
import io.weir.core.tier.TierState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Plays a set through the router, one request after the other, none of which sets a ceiling: what is held and posted is what its
 * ledger says. The engine gives the recorded answer up to the ceiling that it is asked to enforce.
 */
public final class CeilingReplay {

    private static final String ACCOUNT = "bench";
    private static final String TIER = "tier";
    /** Far above every prompt of the traces: here nothing but the ceiling bounds an answer. */
    private static final long CONTEXT_WINDOW = 10_000_000;
    /** Outcomes between two versions of the calibration. */
    private static final int CALIBRATE_EVERY = 50;

    private static final int BLOCK = 500;
    private static final long STEP_MICROS = 1_000;

    private final RequestSet set;
    private final Ceiling ceiling;
    private final Router router;
    private final InMemoryState state = new InMemoryState();
    private final Map<TierTask, TokenHistograms> learned = new HashMap<>();
    private final List<Double> blocks = new ArrayList<>();
    private long atMicros = STEP_MICROS;
    private long outcomes;
    private Sums all = new Sums();
    private Sums block = new Sums();

    /** Sums of a stretch. Money in nano-dollars. */
    private static final class Sums {
        long held;
        long posted;
        long paidTwice;
        int cut;
        int finallyCut;
    }

    private CeilingReplay(RequestSet set, Ceiling ceiling) {
        this.set = set;
        this.ceiling = ceiling;
        router = new Router(
                Settings.DEFAULT.withPolicy(Policies.ALWAYS_CHEAPEST).withMaxOutputTokens(ceiling.outputTokens()));
    }

    /** @param input name of what is held for the prompt, for the report */
    public static CeilingFigures play(RequestSet set, String input, Ceiling ceiling) {
        return new CeilingReplay(set, ceiling).figures(input);
    }

    private CeilingFigures figures(String input) {
        declare();
        int number = 0;
        for (Request request : set.requests()) {
            request(new QueryKey(ACCOUNT, "q" + number++), request);
            if (number % BLOCK == 0) {
                endBlock();
            }
        }
        if (blocks.isEmpty()) {
            endBlock();
        }
        blocks.sort(null);
        double requests = set.requests().size();
        return new CeilingFigures(
                set.name(),
                set.requests().size(),
                input,
                ceiling.name(),
                (double) all.held / all.posted,
                blocks.get(blocks.size() / 2),
                all.cut / requests,
                all.finallyCut / requests,
                (double) all.paidTwice / all.posted);
    }

    private void endBlock() {
        blocks.add((double) block.held / block.posted);
        block = new Sums();
    }

    private void declare() {
        Tier tier = new Tier(
                TIER, TIER, Set.of(), CONTEXT_WINDOW, 0, 0, 0, TierState.ACTIVE, Set.of(), PowerProfile.NONE, false, 1);
        step(new Input.TierChanged(tier));
        Tariff tariff = Tariff.flat("v1", set.rates());
        step(new Input.PriceChanged(Price.listed(TIER, 0, Long.MAX_VALUE, 1, tariff, tariff), false));
        AccountPolicy d = AccountPolicy.DEFAULT;
        AccountPolicy policy = new AccountPolicy(
                d.minPassProbability(),
                d.valueOfPassNanodollars(),
                d.priceOfWrongAnswerNanodollars(),
                d.defaultDeadlineMicros(),
                d.maxAttempts(),
                ceiling.continues(),
                null);
        step(new Input.AccountChanged(ACCOUNT, false, 1, policy, List.of()));
    }

    private void request(QueryKey key, Request request) {
        List<Effect> effects = step(new Input.QuerySubmitted(query(key, request)));
        boolean cut = false;
        while (true) {
            Effect.AttemptSent sent = one(effects, Effect.AttemptSent.class);
            if (sent == null) {
                break;
            }
            long most = sent.attempt().maxOutputTokens();
            boolean truncated = request.outputTokens() > most;
            cut |= truncated;
            Usage usage = Usage.of(request.inputTokens(), Math.min(most, request.outputTokens()));
            effects = step(new Input.OutcomeReported(report(key, sent.attempt().number(), usage, truncated)));
            learn(request, usage.outputTokens(), truncated);
            boolean again = one(effects, Effect.AttemptSent.class) != null;
            if (again) {
                all.paidTwice += set.rates().costNanodollars(usage);
            } else if (truncated) {
                all.finallyCut++;
            }
        }
        all.cut += cut ? 1 : 0;
    }

    private List<Effect> step(Input input) {
        atMicros += STEP_MICROS;
        List<Effect> effects = router.decide(state, input, Router.clock(state, atMicros));
        for (Effect effect : effects) {
            effect.apply(state, atMicros);
            if (effect instanceof Effect.LedgerAppended appended) {
                count(all, appended.entry());
                count(block, appended.entry());
            }
        }
        return effects;
    }

    private static void count(Sums sums, LedgerEntry entry) {
        long money = entry.amounts().moneyNanodollars();
        sums.held += entry.kind() == EntryKind.HELD ? money : 0;
        sums.posted += entry.kind() == EntryKind.POSTED || entry.kind() == EntryKind.EXCESS ? money : 0;
    }

    private void learn(Request request, long outputTokens, boolean truncated) {
        outcomes++;
        learned.computeIfAbsent(new TierTask(TIER, request.task()), slice -> new TokenHistograms())
                .add(TokenCeilings.size(request.promptBytes()), TokenBuckets.bucket(outputTokens), truncated, 1);
        if (ceiling.learns() && outcomes % CALIBRATE_EVERY == 0) {
            Map<TierTask, TokenCeilings> ceilings = new HashMap<>();
            learned.forEach((slice, tokens) -> ceilings.put(slice, tokens.ceilings()));
            step(new Input.CalibrationChanged(
                    new Calibration("outcomes-" + outcomes, atMicros, outcomes, Map.of(), Map.of(), ceilings)));
        }
    }

    private static <T extends Effect> @Nullable T one(List<Effect> effects, Class<T> kind) {
        return effects.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst()
                .orElse(null);
    }

    private OutcomeReport report(QueryKey key, int attempt, Usage usage, boolean truncated) {
        Answer answer = new Answer("assistant", "", List.of(), null, truncated ? "length" : "stop", TIER, null);
        return new OutcomeReport(
                key,
                attempt,
                null,
                truncated ? AttemptStatus.TRUNCATED : AttemptStatus.ANSWERED,
                null,
                null,
                null,
                usage,
                Verdict.UNKNOWN,
                "none",
                null,
                answer,
                0,
                null,
                0,
                0,
                "estimated",
                "bench",
                atMicros);
    }

    private Query query(QueryKey key, Request request) {
        return new Query(
                key,
                ACCOUNT,
                atMicros,
                request.task(),
                "{}",
                request.promptBytes(),
                1,
                0,
                key.hashCode(),
                Set.of(),
                Verifier.NONE,
                null,
                null,
                null,
                0,
                0,
                ProcessingClass.STANDARD,
                "auto",
                0,
                Set.of(),
                Map.of(),
                "none",
                "");
    }
}
