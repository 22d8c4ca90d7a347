package io.weir.bench.ceilings;

/**
 * What a set came to under a ceiling. Money in nano-dollars.
 *
 * @param input what is held for the prompt: bytes, or known tokens
 * @param heldOverPosted Σ held / Σ posted, money
 * @param medianHeldOverPosted median of the same over blocks of requests in order
 * @param cutShare share of requests of which an answer was cut
 * @param finallyCutShare share of requests whose result is a cut answer
 * @param paidTwiceShare share of the money that was spent on answers made again
 */
public record CeilingFigures(
        String set,
        int requests,
        String input,
        String ceiling,
        double heldOverPosted,
        double medianHeldOverPosted,
        double cutShare,
        double finallyCutShare,
        double paidTwiceShare) {}
