package io.weir.infra.faults;

import java.util.List;

/**
 * What came of a trial.
 *
 * @param point where the fault struck
 * @param queries queries sent
 * @param results results of them
 * @param holds holds taken for them
 * @param problems what was not as promised; empty: passed
 * @param seconds how long it took
 */
public record Verdict(
        Fault fault,
        long seed,
        String point,
        int queries,
        int results,
        int holds,
        List<String> problems,
        long seconds) {

    public Verdict {
        problems = List.copyOf(problems);
    }

    public boolean passed() {
        return problems.isEmpty();
    }
}
