package io.weir.core.simulation;

import io.weir.core.ledger.AccountPolicy;
import io.weir.core.ledger.Balance;
import io.weir.core.ledger.EntryKind;
import io.weir.core.ledger.HoldLine;
import io.weir.core.ledger.LedgerEntry;
import io.weir.core.ledger.Limit;
import io.weir.core.routing.Effect;
import io.weir.core.routing.InMemoryState;
import io.weir.core.routing.Input;
import io.weir.core.routing.Router;
import io.weir.core.routing.Settings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A gateway that admits by counters: it reads what was spent before a call, and adds what the call cost after it. The world, its
 * traffic and the audit are those of {@link Simulation}; in the router underneath every limit is soft, so that admission is the
 * counter's alone, and each query has one attempt, so that none goes out unread.
 *
 * <p>It is as good as such a counter can be: it knows the ceiling of each call, exact, reads every limit of every ancestor, and
 * loses nothing. All that it lacks is the hold between the read and the add; {@code holds} gives it that.
 */
final class NaiveCounter {

    /**
     * What a run came to.
     *
     * @param broken what the audit found first; empty where it found nothing
     * @param step input at which it did
     * @param overShare most that a hard limit was overspent by, as a share of it, what engines billed above ceilings left out
     * @param over the limit that was, in the unit's integer; empty where none was
     * @param calls calls let through
     */
    record Run(String broken, int step, double overShare, String over, int calls) {}

    private static final Router ROUTER = new Router(Settings.DEFAULT);

    private final boolean holds;
    private final World world;
    private final InMemoryState state = new InMemoryState();
    /** A limit stays as hard as it was declared first. */
    private final Map<String, Boolean> hard = new HashMap<>();

    private final Map<HoldLine, Long> allowed = new HashMap<>();
    private double overShare;
    private String over = "";
    private int calls;

    private NaiveCounter(long seed, boolean holds) {
        this.holds = holds;
        world = new World(seed, false, true);
    }

    /** @param holds whether what is under way is counted too, as a hold does */
    static Run run(long seed, int inputs, boolean holds) {
        return new NaiveCounter(seed, holds).run(inputs);
    }

    private Run run(int inputs) {
        Audit audit = new Audit();
        String broken = "";
        int step = 0;
        for (int i = 1; i <= inputs; i++) {
            Input input = softened(world.next());
            long at = Router.clock(state, world.appendMicros());
            List<Effect> decided = ROUTER.decide(state, input, at);
            List<Effect> effects = truthful(decided);
            if (input instanceof Input.QuerySubmitted && !admits(effects)) {
                continue; // turned away: nothing happened
            }
            Effect.applyAll(decided, state, at);
            effects.forEach(this::count);
            if (broken.isEmpty()) {
                try {
                    audit.observe(effects, at);
                } catch (AssertionError found) {
                    broken = String.valueOf(found.getMessage());
                    step = i;
                }
            }
            world.saw(effects);
        }
        return new Run(broken, step, overShare, over, calls);
    }

    /** The read: what was spent, and where holds count what is under way, leaves room for the ceiling of this call. */
    private boolean admits(List<Effect> effects) {
        for (Effect effect : effects) {
            if (effect instanceof Effect.LedgerAppended appended
                    && appended.entry().kind() == EntryKind.HELD) {
                for (Balance after : appended.entry().balances()) {
                    long asked = appended.entry().amounts().get(after.unit());
                    long read = after.posted() + after.excess() + after.adjusted() + (holds ? after.held() - asked : 0);
                    if (after.hard() && read + asked > after.limit()) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private void count(Effect effect) {
        if (effect instanceof Effect.AttemptSent) {
            calls++;
        } else if (effect instanceof Effect.LedgerAppended appended) {
            for (Balance after : appended.entry().balances()) {
                if (after.hard() && !after.declared().removed()) {
                    spent(appended.entry().kind(), after);
                }
            }
        }
    }

    /** A limit set below what is spent and under way is nobody's overshoot. */
    private void spent(EntryKind kind, Balance after) {
        if (kind == EntryKind.LIMIT_SET) {
            allowed.put(after.line(), Math.max(after.limit(), after.posted() + after.adjusted() + after.held()));
        } else if (kind == EntryKind.POSTED) {
            long above = after.posted() + after.adjusted() - allowed.getOrDefault(after.line(), after.limit());
            if (above > 0 && above > overShare * after.limit()) {
                overShare = (double) above / Math.max(1, after.limit());
                over = after.account() + ", " + after.limitId() + " of " + after.limit() + ", overspent by " + above;
            }
        }
    }

    private Input softened(Input input) {
        if (input instanceof Input.AccountChanged changed) {
            List<Limit> soft = new ArrayList<>();
            for (Limit limit : changed.limits()) {
                hard.putIfAbsent(changed.path() + "#" + limit.id(), limit.hard());
                soft.add(new Limit(limit.id(), limit.unit(), limit.amount(), limit.window(), false));
            }
            return new Input.AccountChanged(
                    changed.path(),
                    changed.deleted(),
                    changed.revision(),
                    oneCall(changed.policy()),
                    changed.rateCard(),
                    soft);
        }
        return input;
    }

    /** This gateway asks once: it does not make a cut answer again, which nobody would have counted. */
    private static AccountPolicy oneCall(AccountPolicy policy) {
        return new AccountPolicy(
                policy.minPassProbability(),
                policy.valueOfPassNanodollars(),
                policy.priceOfWrongAnswerNanodollars(),
                policy.defaultDeadlineMicros(),
                policy.maxAttempts(),
                false,
                policy.whenItDoesNotFit());
    }

    /** The entries with the limits as they were declared: hard where they are hard. */
    private List<Effect> truthful(List<Effect> effects) {
        List<Effect> truthful = new ArrayList<>(effects.size());
        for (Effect effect : effects) {
            truthful.add(
                    effect instanceof Effect.LedgerAppended appended
                            ? new Effect.LedgerAppended(truthful(appended.entry()))
                            : effect);
        }
        return truthful;
    }

    private LedgerEntry truthful(LedgerEntry entry) {
        List<Balance> balances = new ArrayList<>(entry.balances().size());
        for (Balance balance : entry.balances()) {
            boolean isHard = hard.getOrDefault(balance.account() + "#" + balance.limitId(), false);
            balances.add(Falsified.under(Falsified.hard(balance.declared(), isHard), balance));
        }
        return Falsified.entry(entry, entry.amounts(), balances);
    }
}
