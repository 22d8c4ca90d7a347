package io.weir.core.simulation;

import io.weir.core.ledger.Amounts;
import io.weir.core.ledger.Balance;
import io.weir.core.ledger.EntryKind;
import io.weir.core.ledger.LedgerEntry;
import io.weir.core.ledger.Limit;
import io.weir.core.ledger.Period;
import io.weir.core.ledger.Unit;
import io.weir.core.ledger.Window;
import io.weir.core.routing.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * One account counted in two ways, the books themselves being kept truthfully: by what is posted and held, or by what is
 * posted alone, as a counter does that is read before a call and added to after it.
 */
final class Counters {

    private final Random random;
    private final boolean countsHolds;
    private final List<Effect> effects = new ArrayList<>();
    private Balance balance;
    private long seq;

    private Counters(long seed, boolean countsHolds) {
        random = new Random(seed);
        this.countsHolds = countsHolds;
        Limit limit = new Limit("life", Unit.MONEY, 1_000, new Window.Lifetime(), true);
        balance = Balance.opening("acme", 1, limit, Period.LIFETIME);
        append(0, EntryKind.LIMIT_SET, Amounts.ZERO, Amounts.ZERO);
    }

    /** The entries of sixty requests, up to ten of them in flight at once. */
    static List<Effect> run(long seed, boolean countsHolds) {
        Counters counters = new Counters(seed, countsHolds);
        List<Integer> inFlight = new ArrayList<>();
        List<Amounts> holds = new ArrayList<>();
        for (int request = 1; request <= 60; request++) {
            Amounts asked = new Amounts(20 + counters.random.nextInt(80), 0, 0, 0);
            if (inFlight.size() < 10 && counters.admits(asked)) {
                counters.balance = counters.balance.plusHeld(asked);
                counters.append(request, EntryKind.HELD, asked, Amounts.ZERO);
                inFlight.add(request);
                holds.add(asked);
            } else if (!inFlight.isEmpty()) {
                Amounts held = holds.remove(0);
                counters.balance = counters.balance.settle(held, held);
                counters.append(inFlight.remove(0), EntryKind.POSTED, held, held);
            }
        }
        return counters.effects;
    }

    private boolean admits(Amounts asked) {
        long counted = balance.posted() + (countsHolds ? balance.held() : 0);
        return counted + asked.moneyNanodollars() <= balance.limit();
    }

    private void append(int request, EntryKind kind, Amounts amounts, Amounts released) {
        seq++;
        effects.add(new Effect.LedgerAppended(new LedgerEntry(
                "entry-" + seq,
                seq,
                "acme",
                "acme",
                "query-" + request,
                1,
                kind,
                amounts,
                released,
                List.of(balance),
                "small",
                "v1",
                "")));
    }
}
