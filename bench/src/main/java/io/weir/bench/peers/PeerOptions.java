package io.weir.bench.peers;

/**
 * What a run is asked for.
 *
 * @param requests requests of a row, all at once
 * @param budget how many of them the budget pays for
 * @param warmup answers that ceilings are learned from; 0: the rows that need them are left out
 * @param seed of the lengths of answers
 */
record PeerOptions(int requests, int budget, int warmup, long seed) {

    PeerOptions {
        if (budget < 1 || requests < budget) {
            throw new IllegalArgumentException(
                    "budget must be at least 1 and at most requests: " + budget + " of " + requests);
        }
        if (warmup < 0) {
            throw new IllegalArgumentException("warmup must not be negative, is " + warmup);
        }
    }
}
