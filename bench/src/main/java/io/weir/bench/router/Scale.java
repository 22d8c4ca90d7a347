package io.weir.bench.router;

import io.weir.bench.run.Spread;
import java.util.List;

/**
 * The router with so many accounts, in a process of its own that began with none.
 *
 * @param accounts accounts declared, each tenant's three of them; 3: one tenant alone, which has one partition and one thread
 * @param rounds every figure of every round
 */
record Scale(
        long accounts,
        List<Figures> rounds,
        Spread queriesPerSecond,
        Spread appMicrosPerQuery,
        Spread allocatedBytesPerQuery) {

    static Scale of(long accounts, List<Figures> rounds) {
        return new Scale(
                accounts,
                List.copyOf(rounds),
                Spread.of(rounds.stream().mapToDouble(Figures::queriesPerSecond)),
                Spread.of(rounds.stream().mapToDouble(Figures::appMicrosPerQuery)),
                Spread.of(rounds.stream().mapToDouble(Figures::allocatedBytesPerQuery)));
    }
}
