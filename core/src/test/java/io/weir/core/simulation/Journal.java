package io.weir.core.simulation;

import io.weir.core.query.QueryKey;
import io.weir.core.routing.Effect;
import io.weir.core.routing.Input;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** What happened in a run, step by step. */
final class Journal {

    /**
     * One input.
     *
     * @param appendMicros append time of the input, which may step back
     * @param atMicros the partition's clock then, which does not
     */
    record Step(Input input, long appendMicros, long atMicros, List<Effect> effects) {}

    private final List<Step> steps = new ArrayList<>();
    private final Set<Input> withEffect = Collections.newSetFromMap(new IdentityHashMap<>());

    void add(Step step) {
        steps.add(step);
        if (!refused(step.effects)) {
            withEffect.add(step.input);
        }
    }

    int size() {
        return steps.size();
    }

    Step last() {
        return steps.get(steps.size() - 1);
    }

    /** Whether this very input was read before, and not in vain. */
    boolean hadEffect(Input input) {
        return withEffect.contains(input);
    }

    /** Whether there are no effects but refusals. */
    static boolean refused(List<Effect> effects) {
        for (Effect effect : effects) {
            if (!(effect instanceof Effect.Refused)) {
                return false;
            }
        }
        return true;
    }

    List<Step> steps() {
        return steps;
    }

    List<Step> lastOf(int most) {
        return steps.subList(Math.max(0, steps.size() - most), steps.size());
    }

    /**
     * The same steps with the tenants interleaved in another way: the order within a tenant stays, and so does what concerns
     * all tenants (ticks and the catalogue) relative to each.
     */
    List<Step> interleaved(Random random) {
        List<Step> shuffled = new ArrayList<>(steps.size());
        List<List<Step>> waiting = new ArrayList<>();
        for (Step step : steps) {
            Optional<String> tenant = tenant(step.input());
            if (tenant.isEmpty()) {
                merge(waiting, shuffled, random);
                shuffled.add(step);
            } else {
                lane(waiting, tenant.get()).add(step);
            }
        }
        merge(waiting, shuffled, random);
        return shuffled;
    }

    private static List<Step> lane(List<List<Step>> waiting, String tenant) {
        for (List<Step> lane : waiting) {
            if (tenant(lane.get(0).input()).equals(Optional.of(tenant))) {
                return lane;
            }
        }
        waiting.add(new ArrayList<>());
        return waiting.get(waiting.size() - 1);
    }

    private static void merge(List<List<Step>> waiting, List<Step> into, Random random) {
        while (!waiting.isEmpty()) {
            List<Step> lane = waiting.get(random.nextInt(waiting.size()));
            into.add(lane.remove(0));
            waiting.removeIf(List::isEmpty);
        }
    }

    /** The tenant that an input is of; empty for what concerns all. */
    static Optional<String> tenant(Input input) {
        if (input instanceof Input.QuerySubmitted submitted) {
            return Optional.of(submitted.query().key().tenant());
        } else if (input instanceof Input.OutcomeReported reported) {
            return Optional.of(reported.report().key().tenant());
        } else if (input instanceof Input.Claimed claimed) {
            return Optional.of(claimed.key().tenant());
        } else if (input instanceof Input.HeartbeatSeen heartbeat) {
            return Optional.of(heartbeat.key().tenant());
        } else if (input instanceof Input.CancelAsked cancel) {
            return Optional.of(cancel.key().tenant());
        } else if (input instanceof Input.AccountChanged changed) {
            return Optional.of(changed.path().split("/")[0]);
        }
        return Optional.empty();
    }

    /** The tenant that an effect is of; empty for what concerns all. */
    static Optional<String> tenant(Effect effect) {
        if (effect instanceof Effect.LedgerAppended appended) {
            return Optional.of(appended.entry().ledgerKey());
        } else if (effect instanceof Effect.AccountDeclared declared) {
            return Optional.of(declared.declared().path().split("/")[0]);
        } else if (effect instanceof Effect.Refused refused) {
            return Optional.of(refused.tenant());
        } else if (effect instanceof Effect.AlertRaised alert) {
            return Optional.of(alert.account().split("/")[0]);
        }
        return key(effect).map(QueryKey::tenant);
    }

    private static Optional<QueryKey> key(Effect effect) {
        if (effect instanceof Effect.QueryOpened opened) {
            return Optional.of(opened.query().key());
        } else if (effect instanceof Effect.Decided decided) {
            return Optional.of(decided.decision().query().key());
        } else if (effect instanceof Effect.Waits waits) {
            return Optional.of(waits.key());
        } else if (effect instanceof Effect.AttemptSent sent) {
            return Optional.of(sent.query().key());
        } else if (effect instanceof Effect.Leased leased) {
            return Optional.of(leased.key());
        } else if (effect instanceof Effect.OutcomeAccepted outcome) {
            return Optional.of(outcome.query().key());
        } else if (effect instanceof Effect.LateOutcomeAccepted late) {
            return Optional.of(late.report().key());
        } else if (effect instanceof Effect.QueryClosed closed) {
            return Optional.of(closed.result().query().key());
        } else if (effect instanceof Effect.Forgotten forgotten) {
            return Optional.of(forgotten.key());
        } else if (effect instanceof Effect.WorkerCancelled cancelled) {
            return Optional.of(cancelled.key());
        }
        return Optional.empty();
    }
}
