package io.weir.core.simulation;

import static io.weir.core.simulation.Audit.require;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

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
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The promises of design.md section 7 under many seeds. Each seed is a world of its own; a failing one is printed with the
 * command that runs it alone.
 */
class RouterSimulationTest {

    private static final int SEEDS = Integer.getInteger("weir.seeds", 1_000);
    private static final long BASE_SEED = Long.getLong("weir.seed", 20_250_301L);
    private static final int STEPS = 220;
    /** A restart is tried after every so many steps. */
    private static final int RESTART_EVERY = 53;
    /** Inputs that an at-least-once shell reads again after a restart. */
    private static final int READ_AGAIN = 40;

    private final Router router = new Router(Settings.DEFAULT);
    private final Occurrences occurrences = new Occurrences();
    private long entries;
    private long results;

    @Test
    void booksBalance_limitsHold_andRepeatsOrdersAndRestartsChangeNothing() {
        List<String> failures = new ArrayList<>();
        for (long seed = BASE_SEED; seed < BASE_SEED + SEEDS && failures.size() < 5; seed++) {
            try {
                run(seed);
            } catch (AssertionError | RuntimeException broken) {
                failures.add("seed " + seed + ": " + broken + " at " + broken.getStackTrace()[0]
                        + "\n  rerun: ./mvnw -pl core test -Dtest=RouterSimulationTest -Dtest.args='-Dweir.seeds=1 -Dweir.seed="
                        + seed + "'");
            }
        }
        if (!failures.isEmpty()) {
            fail(String.join("\n", failures));
        }
        assertTrue(entries > SEEDS * 50L && results > SEEDS * 20L, "too little happened: " + entries + ", " + results);
        if (SEEDS >= 100) {
            assertEquals(Set.of(), occurrences.missing(), "never happened, so nothing was shown about it");
        }
    }

    private void run(long seed) {
        boolean tiersErr = seed % 2 == 0;
        World world = new World(seed, tiersErr);
        InMemoryState live = new InMemoryState();
        InMemoryState twin = new InMemoryState();
        Audit audit = new Audit();
        Journal journal = new Journal();
        for (int i = 0; i < STEPS; i++) {
            step(world, world.next(), live, twin, audit, journal);
            if (i % RESTART_EVERY == RESTART_EVERY - 1) {
                restart(world, live, journal);
            }
        }
        for (int i = 0; i < 2 && live.openQueries() > 0; i++) {
            step(world, world.finalTick(), live, twin, audit, journal);
        }
        require(live.openQueries() == 0, "queries left open: %s", live.openQueries());
        audit.atRest();
        restart(world, live, journal);
        if (!tiersErr) {
            interleave(journal, new Random(seed));
        }
        entries += audit.entries();
        results += audit.results();
    }

    private void step(World world, Input input, InMemoryState live, InMemoryState twin, Audit audit, Journal journal) {
        long at = Router.clock(live, world.atMicros());
        List<Effect> effects = router.decide(live, input, at);
        require(live.equals(twin), "decide changed the state at %s", input);
        require(router.decide(live, input, at).equals(effects), "decide is not a function at %s", input);
        if (world.wasRepeat()) {
            requireNoConsequence(input, effects, journal);
        }
        effects.forEach(effect -> effect.apply(live, at));
        effects.forEach(effect -> effect.apply(twin, at));
        effects.forEach(effect -> occurrences.saw(effect, at));
        audit.observe(effects, at);
        audit.requireBilled();
        audit.compare(live, at);
        journal.add(new Journal.Step(input, at, effects));
        world.saw(effects);
    }

    /** A repeat of what had an effect may extend a lease and be refused again; it moves no money and answers nobody. */
    private static void requireNoConsequence(Input input, List<Effect> effects, Journal journal) {
        boolean hadEffect = journal.steps().stream()
                .anyMatch(step -> step.input() == input && !step.effects().isEmpty() && !refused(step.effects()));
        if (hadEffect && !(input instanceof Input.Tick)) {
            for (Effect effect : effects) {
                require(
                        effect instanceof Effect.Leased || effect instanceof Effect.Refused,
                        "a repeat of %s had the effect %s",
                        input,
                        effect);
            }
        }
    }

    private static boolean refused(List<Effect> effects) {
        return effects.stream().allMatch(Effect.Refused.class::isInstance);
    }

    /** A state rebuilt from the effects is the live one, and reading the last inputs again changes nothing more. */
    private void restart(World world, InMemoryState live, Journal journal) {
        InMemoryState rebuilt = new InMemoryState();
        for (Journal.Step step : journal.steps()) {
            step.effects().forEach(effect -> effect.apply(rebuilt, step.atMicros()));
        }
        require(rebuilt.equals(live), "the fold of the effects is another state");
        for (Journal.Step step : journal.last(READ_AGAIN)) {
            if (!world.tooOld(step.input()) && !refused(step.effects())) {
                List<Effect> again = router.decide(rebuilt, step.input(), step.atMicros());
                again.forEach(effect -> effect.apply(rebuilt, step.atMicros()));
                require(rebuilt.equals(live), "reading %s again changed the state by %s", step.input(), again);
            }
        }
    }

    /** With no tier going down, a tenant's outputs do not depend on where other tenants' inputs stand. */
    private void interleave(Journal journal, Random random) {
        InMemoryState other = new InMemoryState();
        Map<String, List<Effect>> expected = new HashMap<>();
        Map<String, List<Effect>> actual = new HashMap<>();
        journal.steps().forEach(step -> split(step.effects(), expected));
        for (Journal.Step step : journal.interleaved(random)) {
            List<Effect> effects = router.decide(other, step.input(), step.atMicros());
            effects.forEach(effect -> effect.apply(other, step.atMicros()));
            split(effects, actual);
        }
        expected.forEach((tenant, effects) ->
                require(effects.equals(actual.get(tenant)), "%s depends on the order of other tenants", tenant));
    }

    private static void split(List<Effect> effects, Map<String, List<Effect>> byTenant) {
        for (Effect effect : effects) {
            Journal.tenant(effect).ifPresent(tenant -> byTenant.computeIfAbsent(tenant, absent -> new ArrayList<>())
                    .add(effect));
        }
    }
}
