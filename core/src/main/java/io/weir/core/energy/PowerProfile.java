package io.weir.core.energy;

/**
 * Power that a tier draws for one request, for estimates by the Green Algorithms formula: energy = time × (processors × W ×
 * usage + GB × 0.3725 W) × PUE (Lannelongue, Grealey and Inouye, Advanced Science 8, 2021).
 *
 * @param processors processors that serve one request at a time, at least 0
 * @param wattsPerProcessor power of one at full load, watts
 * @param usage share of that power drawn while serving, 0 to 1
 * @param memoryGigabytes memory in use, gigabytes
 * @param pue power usage effectiveness of the site, at least 1
 * @param prefillTokensPerSecond prompt tokens a second of one request; 0 where unknown
 * @param decodeTokensPerSecond output tokens a second of one request; 0 where unknown
 */
public record PowerProfile(
        double processors,
        double wattsPerProcessor,
        double usage,
        double memoryGigabytes,
        double pue,
        double prefillTokensPerSecond,
        double decodeTokensPerSecond) {

    /** Watts per gigabyte of memory (Green Algorithms). */
    public static final double WATTS_PER_GIGABYTE = 0.3725;

    /** Draws nothing: for tiers, such as people, that no power is known of. */
    public static final PowerProfile NONE = new PowerProfile(0, 0, 0, 0, 1, 0, 0);

    public PowerProfile {
        requireAtLeast("processors", processors, 0);
        requireAtLeast("watts_per_processor", wattsPerProcessor, 0);
        requireAtLeast("usage", usage, 0);
        requireAtLeast("memory_gigabytes", memoryGigabytes, 0);
        requireAtLeast("pue", pue, 1);
        requireAtLeast("prefill_tokens_per_second", prefillTokensPerSecond, 0);
        requireAtLeast("decode_tokens_per_second", decodeTokensPerSecond, 0);
        if (usage > 1) {
            throw new IllegalArgumentException("usage must be at most 1: " + usage);
        }
    }

    private static void requireAtLeast(String name, double value, double least) {
        if (!(value >= least) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + " must be a finite number of at least " + least + ": " + value);
        }
    }

    public double watts() {
        return (processors * wattsPerProcessor * usage + memoryGigabytes * WATTS_PER_GIGABYTE) * pue;
    }

    /** Energy in millijoules of serving for this long, rounded half up once. */
    public long estimateMillijoules(long serviceMicros) {
        return Math.round(watts() * serviceMicros / 1000.0);
    }

    /** Time in microseconds that these tokens take at the profile's speeds; 0 where they are unknown. */
    public long predictedMicros(long inputTokens, long outputTokens) {
        double seconds = (prefillTokensPerSecond > 0 ? inputTokens / prefillTokensPerSecond : 0)
                + (decodeTokensPerSecond > 0 ? outputTokens / decodeTokensPerSecond : 0);
        return (long) Math.ceil(seconds * 1e6);
    }

    /** Energy in millijoules held for at most these tokens. */
    public long ceilingMillijoules(long inputTokens, long outputTokens) {
        return (long) Math.ceil(watts() * predictedMicros(inputTokens, outputTokens) / 1000.0);
    }
}
