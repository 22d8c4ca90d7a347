package io.weir.bench.peers;

/** The price of every model of the bench, and what requests cost at it. */
final class Prices {

    /** Nano-dollars a million tokens: $0.10. */
    static final long INPUT = 100_000_000L;
    /** Nano-dollars a million tokens: $4.00. */
    static final long OUTPUT = 4_000_000_000L;

    private static final long MILLION = 1_000_000L;

    static final String ROLE = "user";
    static final String PROMPT = "Capital of France?";

    private Prices() {}

    /** Nano-dollars; both prices are whole nano-dollars a token, so that nothing is rounded. */
    static long cost(long inputTokens, long outputTokens) {
        return inputTokens * (INPUT / MILLION) + outputTokens * (OUTPUT / MILLION);
    }

    static long cost(Engine.Counted counted) {
        return cost(counted.inputTokens(), counted.outputTokens());
    }

    /** What one request of the bench costs with an answer of so many tokens. */
    static long request(long outputTokens) {
        return cost(ROLE.length() + PROMPT.length() + EngineModel.TEMPLATE_TOKENS, outputTokens);
    }
}
