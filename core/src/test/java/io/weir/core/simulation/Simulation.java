package io.weir.core.simulation;

import static io.weir.core.simulation.Audit.require;

import io.weir.core.routing.Effect;
import io.weir.core.routing.InMemoryState;
import io.weir.core.routing.Input;
import io.weir.core.routing.Router;
import io.weir.core.routing.Settings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * One seed: a world of its own against a router with its state in memory, the audit after every step.
 *
 * <p>Every seed crashes some ten times: effects are decided and lost, the state is rebuilt from what was appended, and the run
 * goes on with the rebuilt one. It also restarts from an older prefix of its journal. One seed in {@link #THOROUGH_EVERY} is looked at
 * more closely, at ten times the cost: that deciding is a function and changes nothing, the whole state audited after each
 * step, the tenants interleaved in another order.
 */
final class Simulation {

    /** Inputs of a run, before the ticks that end it. */
    static final int INPUTS = Integer.getInteger("weir.inputs", 1_000);

    private static final int THOROUGH_EVERY = 100;
    /** All accounts are audited after so many steps, those that a step touched after each. */
    private static final int FULL_AUDIT_EVERY = 250;
    /** Effects are decided, then lost, once in so many steps on average. */
    private static final int CRASH_EVERY = 100;
    /** Inputs that a shell decides again after a restart from an older prefix. */
    private static final int DECIDED_AGAIN = 60;
    /** Inputs that an at-least-once shell reads again on top of their own effects. */
    private static final int READ_AGAIN = 40;

    private static final Router ROUTER = new Router(Settings.DEFAULT);

    private final long seed;
    private final boolean thorough;
    private final boolean tiersErr;
    private final World world;
    private final Random faults;
    private final Audit audit = new Audit(true);
    private final Journal journal = new Journal();
    private final Tally tally = new Tally();
    private InMemoryState live = new InMemoryState();
    private final InMemoryState twin = new InMemoryState();
    /** What a restarted process has: the fold of the journal up to {@link #spareAt}, brought up to date as it starts. */
    private InMemoryState spare = new InMemoryState();

    private int spareAt;

    private Simulation(long seed) {
        this.seed = seed;
        thorough = seed % THOROUGH_EVERY == 0;
        tiersErr =
                seed % 200 != 0 && seed % 8 != 1; // tenants share the health of tiers: without it they are independent
        world = new World(seed, tiersErr);
        faults = new Random(~seed);
    }

    /** Runs a seed; an {@link AssertionError} says what broke. */
    static Tally run(long seed) {
        return new Simulation(seed).run();
    }

    private Tally run() {
        for (int i = 1; i <= INPUTS; i++) {
            step(world.next());
            if (i % FULL_AUDIT_EVERY == 0) {
                audit.compare(live, journal.last().atMicros());
            }
        }
        restartFrom(faults.nextInt(journal.size()));
        for (int i = 0; i < 2 && live.openQueries() > 0; i++) {
            step(world.finalTick());
        }
        require(live.openQueries() == 0, "queries left open: %s", live.openQueries());
        audit.compare(live, journal.last().atMicros());
        audit.atRest();
        if (thorough && !tiersErr) {
            interleave(new Random(seed));
        }
        tally.seeds = 1;
        tally.inputs = journal.size();
        tally.entries = audit.entries();
        tally.results = audit.results();
        return tally;
    }

    private void step(Input input) {
        long append = world.appendMicros();
        long at = Router.clock(live, append);
        List<Effect> effects = ROUTER.decide(live, input, at);
        if (faults.nextInt(CRASH_EVERY) == 0) {
            crash(input, append, effects);
        }
        if (thorough) {
            require(live.equals(twin), "decide changed the state at %s", input);
            require(ROUTER.decide(live, input, at).equals(effects), "decide is not a function at %s", input);
        }
        if (world.wasRepeat() && journal.hadEffect(input) && !(input instanceof Input.Tick)) {
            requireNoConsequence(input, effects);
        }
        Effect.applyAll(effects, live, at);
        journal.add(new Journal.Step(input, append, at, effects));
        tally.occurrences.saw(effects, at);
        audit.observe(effects, at);
        audit.requireTouched(live);
        if (thorough) {
            Effect.applyAll(effects, twin, at);
            audit.requireBilled();
            audit.compare(live, at);
        }
        world.saw(effects);
    }

    /** The process dies before its effects are appended: a state rebuilt from the journal decides the same, and goes on. */
    private void crash(Input input, long append, List<Effect> lost) {
        fold(spareAt, journal.size(), spare);
        require(spare.equals(live), "the fold of the effects is another state");
        List<Effect> again = ROUTER.decide(spare, input, Router.clock(spare, append));
        require(again.equals(lost), "after a crash %s is decided otherwise: %s, not %s", input, again, lost);
        InMemoryState died = live;
        live = spare;
        spare = died;
        spareAt = journal.size();
        tally.crashes++;
    }

    /**
     * A shell that goes back to an older commit reads the inputs since again: they have the same effects, at the same time. One
     * that lost its offsets and kept its effects reads inputs on top of what they did: the second time they change nothing.
     */
    private void restartFrom(int from) {
        InMemoryState state = fold(0, from, new InMemoryState());
        int to = Math.min(journal.size(), from + DECIDED_AGAIN);
        for (Journal.Step step : journal.steps().subList(from, to)) {
            long at = Router.clock(state, step.appendMicros());
            require(at == step.atMicros(), "the clock after a restart is %s, not %s", at, step.atMicros());
            List<Effect> effects = ROUTER.decide(state, step.input(), at);
            require(effects.equals(step.effects()), "after a restart %s is decided otherwise", step.input());
            Effect.applyAll(effects, state, at);
        }
        fold(to, journal.size(), state);
        require(state.equals(live), "a restart from step %s ends in another state", from);
        tally.restarts++;
        for (Journal.Step step : journal.lastOf(READ_AGAIN)) {
            if (!world.tooOld(step.input()) && !Journal.refused(step.effects())) {
                List<Effect> again = ROUTER.decide(state, step.input(), step.atMicros());
                Effect.applyAll(again, state, step.atMicros());
                require(!thorough || state.equals(live), "reading %s again had the effects %s", step.input(), again);
            }
        }
        require(state.equals(live), "reading the last inputs again changed the state");
    }

    private InMemoryState fold(int from, int to, InMemoryState into) {
        for (Journal.Step step : journal.steps().subList(from, to)) {
            Effect.applyAll(step.effects(), into, step.atMicros());
        }
        return into;
    }

    /** A repeat of what had an effect may extend a lease and be refused again; it moves no money and answers nobody. */
    private static void requireNoConsequence(Input input, List<Effect> effects) {
        for (Effect effect : effects) {
            require(
                    effect instanceof Effect.Leased || effect instanceof Effect.Refused,
                    "a repeat of %s had the effect %s",
                    input,
                    effect);
        }
    }

    /** With no tier going down, a tenant's outputs do not depend on where other tenants' inputs stand. */
    private void interleave(Random random) {
        InMemoryState other = new InMemoryState();
        Map<String, List<Effect>> expected = new HashMap<>();
        Map<String, List<Effect>> actual = new HashMap<>();
        journal.steps().forEach(step -> split(step.effects(), expected));
        for (Journal.Step step : journal.interleaved(random)) {
            List<Effect> effects = ROUTER.decide(other, step.input(), step.atMicros());
            Effect.applyAll(effects, other, step.atMicros());
            split(effects, actual);
        }
        expected.forEach((tenant, effects) ->
                require(effects.equals(actual.get(tenant)), "%s depends on the order of other tenants", tenant));
        tally.interleaved++;
    }

    private static void split(List<Effect> effects, Map<String, List<Effect>> byTenant) {
        for (Effect effect : effects) {
            Journal.tenant(effect).ifPresent(tenant -> byTenant.computeIfAbsent(tenant, absent -> new ArrayList<>())
                    .add(effect));
        }
    }
}
