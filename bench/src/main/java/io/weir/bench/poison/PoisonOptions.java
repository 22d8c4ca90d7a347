package io.weir.bench.poison;

/**
 * What a run is asked for.
 *
 * @param warmSeconds good traffic and then poison before the first window
 * @param pairs quiet and poison windows, each
 * @param windowSeconds length of one
 * @param settleSeconds uncounted beginning of each
 * @param goodPerSecond queries of the good tenants together
 * @param poisonPerSecond doses in the windows of poison
 * @param seed of random bytes and of the order of doses
 */
record PoisonOptions(
        int warmSeconds,
        int pairs,
        int windowSeconds,
        int settleSeconds,
        double goodPerSecond,
        double poisonPerSecond,
        long seed) {

    PoisonOptions {
        if (warmSeconds < 2) {
            throw new IllegalArgumentException("warm_seconds must be at least 2, is " + warmSeconds);
        }
        if (pairs < 1 || windowSeconds < 1 || settleSeconds < 0 || settleSeconds >= windowSeconds) {
            throw new IllegalArgumentException("pairs must be at least 1 and settle_seconds below window_seconds: "
                    + pairs + ", " + settleSeconds + ", " + windowSeconds);
        }
        if (!(goodPerSecond > 0) || !(poisonPerSecond > 0)) {
            throw new IllegalArgumentException(
                    "good and poison must be above 0 a second: " + goodPerSecond + ", " + poisonPerSecond);
        }
        int cycle = Kinds.all().stream().mapToInt(Poison::share).sum();
        if (poisonPerSecond * windowSeconds * pairs < cycle + 1) {
            throw new IllegalArgumentException("poison must reach each kind: at least " + (cycle + 1)
                    + " doses in all, are " + poisonPerSecond * windowSeconds * pairs);
        }
    }
}
