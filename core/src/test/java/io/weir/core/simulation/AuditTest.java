package io.weir.core.simulation;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.core.cost.Price;
import io.weir.core.cost.Rates;
import io.weir.core.cost.Tariff;
import io.weir.core.ledger.Amounts;
import io.weir.core.ledger.Balance;
import io.weir.core.ledger.EntryKind;
import io.weir.core.ledger.LedgerEntry;
import io.weir.core.query.ClosedQuery;
import io.weir.core.query.Query;
import io.weir.core.query.ResultStatus;
import io.weir.core.routing.Effect;
import io.weir.core.routing.InMemoryState;
import io.weir.core.routing.Input;
import io.weir.core.routing.Refusal;
import io.weir.core.routing.Result;
import io.weir.core.routing.Router;
import io.weir.core.routing.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** The audit can fail: falsified journals do not get past it. */
class AuditTest {

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
    void aPostThatChargesOneLess_isFound() {
        Amounts one = new Amounts(1, 1, 1, 0);
        caught(
                changed(
                        EntryKind.POSTED,
                        entry -> Falsified.entry(entry, entry.amounts().above(one), entry.balances())),
                "states");
    }

    @Test
    void aBalanceThatIsOneOff_isFound() {
        caught(
                changed(EntryKind.HELD, entry -> Falsified.entry(entry, entry.amounts(), oneLess(entry.balances()))),
                "states");
    }

    @Test
    void aLimitLeftOutOfAHold_isFound() {
        caught(
                changed(
                        EntryKind.HELD,
                        entry -> Falsified.entry(
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
        audit.observe(without(Effect.QueryClosed.class::isInstance).apply(journal(7)), 0);
        AssertionError error = assertThrows(AssertionError.class, audit::atRest);
        assertTrue(error.getMessage().contains("without a result"), error.getMessage());
    }

    @Test
    void aHoldAboveItsLimit_isFound() {
        List<Effect> effects = new ArrayList<>();
        for (Effect effect : journal(7)) {
            boolean sets = entryOf(EntryKind.LIMIT_SET).test(effect);
            if (!(effect instanceof Effect.QueryClosed)) { // whose refusals would be found first
                effects.add(sets ? withEntry(effect, entry -> lowered(entry)) : effect);
            }
        }
        caught(same -> effects, "exceeds");
    }

    @Test
    void aPostAboveItsHold_isFound() {
        caught(
                changed(EntryKind.POSTED, entry -> Falsified.entry(entry, one(entry.released()), entry.balances())),
                "above its hold");
    }

    @Test
    void aHoldReleasedInPart_isFound() {
        caught(
                changed(EntryKind.POSTED, entry -> Falsified.released(entry, one(entry.released()))),
                "releases another");
    }

    @Test
    void aHoldSettledTwice_isFound() {
        caught(
                effects -> {
                    List<Effect> twice = new ArrayList<>();
                    for (Effect effect : effects) {
                        twice.add(effect);
                        if (entryOf(EntryKind.POSTED).test(effect)) {
                            twice.add(withEntry(effect, entry -> Falsified.next(entry)));
                            return twice;
                        }
                    }
                    throw new AssertionError("nothing was posted");
                },
                "without an open hold");
    }

    @Test
    void aWorkOrderBeforeItsHold_isFound() {
        caught(earlier(Effect.AttemptSent.class::isInstance, entryOf(EntryKind.HELD)), "sent without a hold");
    }

    @Test
    void aResultWhileItsHoldIsOpen_isFound() {
        List<Effect> effects = new ArrayList<>();
        for (Effect effect : journal(7)) {
            effects.add(effect);
            if (effect instanceof Effect.AttemptSent sent) {
                effects.add(result(sent));
                break;
            }
        }
        caught(same -> effects, "while a hold is open");
    }

    @Test
    void anOutcomeTwice_isFound() {
        caught(twice(Effect.OutcomeAccepted.class::isInstance), "second outcome");
    }

    @Test
    void anOutcomeOfAnotherCost_isFound() {
        caught(
                effects -> atFirst(
                        effects,
                        Effect.OutcomeAccepted.class::isInstance,
                        effect -> List.of(dearer((Effect.OutcomeAccepted) effect))),
                "costs");
    }

    @Test
    void anOutcomeLeftOut_isFound() {
        caught(
                without(effect -> effect instanceof Effect.OutcomeAccepted outcome && outcome.abandoned() == null),
                "outcome seq");
    }

    @Test
    void aRefusalThoughThereIsRoom_isFound() {
        caught(
                effects -> atFirst(
                        effects,
                        effect -> effect instanceof Effect.QueryClosed closed && refusedForBudget(closed.result()),
                        effect -> List.of(refusedForLess((Effect.QueryClosed) effect))),
                "is free");
    }

    @Test
    void aHoldThatIsNeverSettled_isFoundAtRest() {
        List<Effect> effects = new ArrayList<>();
        for (Effect effect : journal(7)) {
            if (!(effect instanceof Effect.QueryOpened)) { // else it is the missing result that is found
                effects.add(effect);
            }
            if (effect instanceof Effect.AttemptSent) {
                break;
            }
        }
        Audit audit = new Audit();
        audit.observe(effects, 0);
        AssertionError error = assertThrows(AssertionError.class, audit::atRest);
        assertTrue(error.getMessage().contains("left open"), error.getMessage());
    }

    @Test
    void aLiveAccountThatLostAnEntry_isFound() {
        Audit audit = new Audit();
        InMemoryState state = new InMemoryState();
        List<Effect> effects = journal(7);
        effects.forEach(effect -> effect.apply(state, 0));
        audit.observe(effects, 0);
        audit.requireTouched(state);
        audit.compare(state, 0);
        InMemoryState older = new InMemoryState();
        boolean lost = false;
        for (Effect effect : effects) {
            boolean loses = !lost && entryOf(EntryKind.LIMIT_SET).test(effect);
            lost |= loses;
            if (loses) {
                withEntry(effect, entry -> Falsified.entry(entry, entry.amounts(), oneMore(entry.balances())))
                        .apply(older, 0);
            } else if (!(effect instanceof Effect.LedgerAppended appended)
                    || appended.entry().kind() == EntryKind.LIMIT_SET) {
                effect.apply(older, 0);
            }
            if (effect instanceof Effect.QueryOpened) {
                break;
            }
        }
        assertThrows(AssertionError.class, () -> audit.requireTouched(older));
        assertThrows(AssertionError.class, () -> audit.compare(older, 0));
    }

    @Test
    void aWorkOrderWithoutAPrice_isFound() {
        caught(
                effects -> effects.stream()
                        .filter(effect -> !(effect instanceof Effect.PriceApplied))
                        .toList(),
                "without a price");
    }

    @Test
    void aWorkOrderAtAPriceThatIsNotInForce_isFound() {
        caught(
                effects -> atFirst(
                        effects,
                        Effect.PriceApplied.class::isInstance,
                        effect -> List.of(new Effect.PriceApplied(dearer(((Effect.PriceApplied) effect).price())))),
                "is sent at");
    }

    @Test
    void anAlertLeftOut_isFound() {
        caught(without(AuditTest::isMark), "were not raised");
    }

    @Test
    void anAlertTwice_isFound() {
        caught(twice(AuditTest::isMark), "without its cause");
    }

    @Test
    void aLimitThatChangesSilently_isFound() {
        caught(
                changed(
                        EntryKind.HELD,
                        entry -> Falsified.entry(
                                entry,
                                entry.amounts(),
                                entry.balances().stream()
                                        .map(Falsified::withoutRoom)
                                        .toList())),
                "states the limit");
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

    private static Function<List<Effect>, List<Effect>> earlier(Predicate<Effect> which, Predicate<Effect> before) {
        return effects -> {
            List<Effect> moved = new ArrayList<>(effects);
            int from = first(moved, which);
            Effect effect = moved.remove(from);
            moved.add(first(moved, before), effect);
            return moved;
        };
    }

    private static int first(List<Effect> effects, Predicate<Effect> which) {
        for (int i = 0; i < effects.size(); i++) {
            if (which.test(effects.get(i))) {
                return i;
            }
        }
        throw new AssertionError("nothing to falsify");
    }

    private static Effect withEntry(Effect effect, Function<LedgerEntry, LedgerEntry> change) {
        return new Effect.LedgerAppended(change.apply(((Effect.LedgerAppended) effect).entry()));
    }

    private static LedgerEntry lowered(LedgerEntry entry) {
        return Falsified.entry(
                entry,
                entry.amounts(),
                List.of(Falsified.withoutRoom(entry.balances().get(0))));
    }

    private static Effect result(Effect.AttemptSent sent) {
        Query query = sent.query();
        return new Effect.QueryClosed(
                new Result(query, ResultStatus.FAILED, "", null, null, "", List.of()),
                new ClosedQuery(query.fingerprint(), 0, query.account(), query.task(), query.labels(), List.of()));
    }

    private static Effect dearer(Effect.OutcomeAccepted outcome) {
        return new Effect.OutcomeAccepted(
                outcome.query(),
                outcome.attempt(),
                outcome.report(),
                one(outcome.booked()),
                outcome.seq(),
                outcome.past(),
                outcome.abandoned());
    }

    private static Price dearer(Price price) {
        Rates rates = Rates.of(1_000_000_000_000L, 1_000_000_000_000L);
        Tariff tariff = Tariff.flat(price.version(), rates);
        return Price.listed(price.model(), 0, Long.MAX_VALUE, price.revision(), tariff, tariff);
    }

    private static boolean isMark(Effect effect) {
        return effect instanceof Effect.AlertRaised alert
                && (alert.kind().equals("threshold_crossed") || alert.kind().equals("budget_crossed"));
    }

    private static boolean refusedForBudget(Result result) {
        return result.refusal() != null && result.refusal().asked() != null;
    }

    private static Effect refusedForLess(Effect.QueryClosed closed) {
        Result result = closed.result();
        Refusal why = Objects.requireNonNull(result.refusal());
        Refusal less = new Refusal(
                why.code(),
                why.field(),
                why.value(),
                why.account(),
                why.limitId(),
                why.window(),
                why.unit(),
                why.free(),
                why.free(),
                why.fitsAtMicros(),
                why.ledgerSeq());
        return new Effect.QueryClosed(
                new Result(
                        result.query(),
                        result.status(),
                        result.reason(),
                        less,
                        result.answer(),
                        result.tier(),
                        result.attempts()),
                closed.closed());
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

    private static Amounts one(Amounts amounts) {
        return amounts.plus(new Amounts(1, 0, 0, 0));
    }

    private static List<Balance> oneMore(List<Balance> balances) {
        return List.of(balances.get(0).plusExcess(new Amounts(1, 1, 1, 1)));
    }

    private static List<Balance> oneLess(List<Balance> balances) {
        List<Balance> changed = new ArrayList<>(balances);
        Balance first = balances.get(0);
        changed.set(
                0,
                new Balance(
                        first.account(),
                        first.generation(),
                        first.declared(),
                        first.period(),
                        first.rolledOver(),
                        first.increased(),
                        first.held() - 1,
                        first.posted(),
                        first.excess(),
                        first.adjusted(),
                        first.buckets(),
                        first.alerted()));
        return changed;
    }
}
