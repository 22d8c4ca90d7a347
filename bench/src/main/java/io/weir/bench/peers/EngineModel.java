package io.weir.bench.peers;

/**
 * The models of the bench's engine: how long their answers are, and whether they keep to max_tokens. All of them count a byte
 * of a message, its role included, as a token, so that the bound that is held for the input is what is billed.
 */
enum EngineModel {
    /** Answers of 50 tokens, cut at max_tokens. */
    PLAIN,
    /** The same, and its tier is declared to give at most 256 tokens. */
    BOUNDED,
    /** Answers of 50 tokens whatever max_tokens says. */
    OVERBILLING,
    /** Answers of 20 to 200 tokens and 50 in the middle, cut at max_tokens. */
    SPREAD;

    static final int ANSWER_TOKENS = 50;
    /** What the chat template adds to a request. */
    static final int TEMPLATE_TOKENS = 8;

    private static final long DECLARED_MOST = 256;
    private static final int SHORTEST = 20;
    private static final int LONGEST = 200;
    /** Standard deviation of the logarithm of a length. */
    private static final double SPREAD_OF_LOGARITHM = 0.4;

    String tier() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Most output tokens that its tier is declared with; 0: the context window alone bounds it. */
    long mostTokens() {
        return this == BOUNDED ? DECLARED_MOST : 0;
    }

    static EngineModel of(String model) {
        return valueOf(model.toUpperCase(java.util.Locale.ROOT));
    }

    /**
     * Tokens that an answer has by itself, before max_tokens.
     *
     * @param gaussian a draw from the standard normal distribution
     */
    long answerTokens(double gaussian) {
        if (this != SPREAD) {
            return ANSWER_TOKENS;
        }
        long length = Math.round(ANSWER_TOKENS * Math.exp(SPREAD_OF_LOGARITHM * gaussian));
        return Math.max(SHORTEST, Math.min(LONGEST, length));
    }

    /** Tokens of an answer in the mean: e^(σ²/2) times the median where they spread. */
    int meanTokens() {
        double factor = this == SPREAD ? Math.exp(SPREAD_OF_LOGARITHM * SPREAD_OF_LOGARITHM / 2) : 1;
        return (int) Math.round(ANSWER_TOKENS * factor);
    }

    /** Whether an answer ends at max_tokens. */
    boolean keepsToMaxTokens() {
        return this != OVERBILLING;
    }
}
