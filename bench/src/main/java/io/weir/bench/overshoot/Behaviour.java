package io.weir.bench.overshoot;

/** What becomes of an attempt at the responder; drawn by the seed, in the shares given, which add up to 1. */
enum Behaviour {
    /** Answers within its hold and passes. */
    PASSES(0.80),
    /** Answers within its hold, and the verifier fails it: the router goes on. */
    FAILS(0.08),
    /** The provider errs before it spends anything. */
    ERRS(0.02),
    /** Answers, and bills up to ten times what was held. */
    OVERBILLS(0.04),
    /** Claims and is silent past its lease, then bills: the attempt was given up, and all of it is excess. */
    BILLS_LATE(0.02),
    /** Claims and is never heard of again. */
    VANISHES(0.01),
    /** Everything it says comes three times. */
    REPEATS(0.03);

    private final double share;

    Behaviour(double share) {
        this.share = share;
    }

    /** @param unit a number from [0, 1) */
    static Behaviour drawn(double unit) {
        double left = unit;
        for (Behaviour behaviour : values()) {
            left -= behaviour.share;
            if (left < 0) {
                return behaviour;
            }
        }
        return PASSES;
    }
}
