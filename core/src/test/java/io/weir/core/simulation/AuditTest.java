package io.weir.core.simulation;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.core.ledger.Amounts;
import io.weir.core.ledger.Balance;
import io.weir.core.ledger.EntryKind;
import io.weir.core.ledger.LedgerEntry;
import io.weir.core.routing.Effect;
import io.weir.core.routing.InMemoryState;
import io.weir.core.routing.Input;
import io.weir.core.routing.Router;
import io.weir.core.routing.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** The audit can fail: broken counters and falsified ledgers do not get past it. */
class AuditTest {

    private static final int SEEDS = 50;

    @Test
    void aCounterThatHoldsBeforeItSends_passes() {
        for (int seed = 0; seed < SEEDS; seed++) {
            List<Effect> effects = Counters.run(seed, true);
            assertDoesNotThrow(() -> audit(effects));
        }
    }

    @Test
    void aCounterThatReadsThenAdds_exceedsItsLimitUnderEverySeed() {
        for (int seed = 0; seed < SEEDS; seed++) {
            List<Effect> effects = Counters.run(seed, false);
            AssertionError broken = assertThrows(AssertionError.class, () -> audit(effects));
            assertTrue(broken.getMessage().contains("exceeds"), broken.getMessage());
        }
    }

    @Test
    void aTrueJournal_passes() {
        assertDoesNotThrow(() -> audit(journal(7)));
    }

    @Test
    void aMissingEntry_isFound() {
        caught(without(entryOf(EntryKind.LIMIT_SET)), "seq");
    }

    @Test
    void anEntryTwice_isFound() {
        caught(twice(entryOf(EntryKind.HELD)), "twice");
    }

    @Test
    void aResultTwice_isFound() {
        caught(twice(Effect.QueryClosed.class::isInstance), "second result");
    }

    @Test
    void anAttemptWithoutItsHold_isFound() {
        caught(without(entryOf(EntryKind.HELD)), "");
    }

    @Test
    void aPostThatChargesOneMore_isFound() {
        caught(changed(EntryKind.POSTED, entry -> entry(entry, one(entry.amounts()), entry.balances())), "states");
    }

    @Test
    void aBalanceThatIsOneOff_isFound() {
        caught(changed(EntryKind.HELD, entry -> entry(entry, entry.amounts(), oneLess(entry.balances()))), "states");
    }

    @Test
    void aLimitLeftOutOfAHold_isFound() {
        caught(
                changed(
                        EntryKind.HELD,
                        entry -> entry(
                                entry,
                                entry.amounts(),
                                entry.balances().subList(1, entry.balances().size()))),
                "does not name");
    }

    @Test
    void aBillThatNobodyBooked_isFound() {
        Audit audit = new Audit();
        audit.observe(journal(7), 0);
        audit.requireBilled();
        Audit falsified = new Audit();
        falsified.observe(withoutOutcomes(journal(7)), 0);
        assertThrows(AssertionError.class, falsified::requireBilled);
    }

    @Test
    void aQueryWithoutAResult_isFoundAtRest() {
        Audit audit = new Audit();
        for (Effect effect : without(Effect.QueryClosed.class::isInstance).apply(journal(7))) {
            audit.observe(List.of(effect), 0);
        }
        AssertionError error = assertThrows(AssertionError.class, audit::atRest);
        assertTrue(error.getMessage().contains("without a result"), error.getMessage());
    }

    private static void caught(Function<List<Effect>, List<Effect>> falsify, String message) {
        List<Effect> falsified = falsify.apply(journal(7));
        AssertionError error = assertThrows(AssertionError.class, () -> audit(falsified));
        assertTrue(error.getMessage().contains(message), error.getMessage());
    }

    private static List<Effect> withoutOutcomes(List<Effect> effects) {
        return effects.stream()
                .filter(effect -> !(effect instanceof Effect.OutcomeAccepted))
                .filter(effect -> !(effect instanceof Effect.LateOutcomeAccepted))
                .toList();
    }

    private static void audit(List<Effect> effects) {
        Audit audit = new Audit();
        audit.observe(effects, 0);
    }

    /** A short true run at one moment, so that no period ends in it. */
    private static List<Effect> journal(long seed) {
        Router router = new Router(Settings.DEFAULT);
        World world = new World(seed, false);
        InMemoryState state = new InMemoryState();
        List<Effect> journal = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            Input input = world.next();
            if (!(input instanceof Input.Tick)) {
                List<Effect> effects = router.decide(state, input, 0);
                effects.forEach(effect -> effect.apply(state, 0));
                journal.addAll(effects);
                world.saw(effects);
            }
        }
        return journal;
    }

    private static Predicate<Effect> entryOf(EntryKind kind) {
        return effect -> effect instanceof Effect.LedgerAppended appended
                && appended.entry().kind() == kind
                && !appended.entry().balances().isEmpty();
    }

    private static Function<List<Effect>, List<Effect>> without(Predicate<Effect> which) {
        return effects -> atFirst(effects, which, effect -> List.of());
    }

    private static Function<List<Effect>, List<Effect>> twice(Predicate<Effect> which) {
        return effects -> atFirst(effects, which, effect -> List.of(effect, effect));
    }

    private static Function<List<Effect>, List<Effect>> changed(
            EntryKind kind, Function<LedgerEntry, LedgerEntry> change) {
        return effects -> atFirst(
                effects,
                entryOf(kind),
                effect -> List.of(new Effect.LedgerAppended(change.apply(((Effect.LedgerAppended) effect).entry()))));
    }

    private static List<Effect> atFirst(
            List<Effect> effects, Predicate<Effect> which, Function<Effect, List<Effect>> change) {
        List<Effect> changed = new ArrayList<>();
        boolean done = false;
        for (Effect effect : effects) {
            boolean now = !done && which.test(effect);
            changed.addAll(now ? change.apply(effect) : List.of(effect));
            done |= now;
        }
        assertTrue(done, "nothing to falsify");
        return changed;
    }

    private static LedgerEntry entry(LedgerEntry of, Amounts amounts, List<Balance> balances) {
        return new LedgerEntry(
                of.id(),
                of.seq(),
                of.ledgerKey(),
                of.account(),
                of.queryId(),
                of.attempt(),
                of.kind(),
                amounts,
                of.released(),
                balances,
                of.tier(),
                of.priceVersion(),
                of.reason());
    }

    private static Amounts one(Amounts amounts) {
        return amounts.plus(new Amounts(1, 0, 0, 0));
    }

    private static List<Balance> oneLess(List<Balance> balances) {
        List<Balance> changed = new ArrayList<>(balances);
        Balance first = balances.get(0);
        changed.set(
                0,
                new Balance(
                        first.account(),
                        first.generation(),
                        first.limitId(),
                        first.unit(),
                        first.window(),
                        first.hard(),
                        first.period(),
                        first.limit(),
                        first.held() - 1,
                        first.posted(),
                        first.excess()));
        return changed;
    }
}
