package io.weir.bench.overshoot;

/** Draws that are functions of the seed and of what they are for, so that they do not depend on the order of threads. */
final class Hashes {

    private static final double UNIT = 0x1.0p-53;

    private Hashes() {}

    /** 64 bits of a seed and two numbers (SplitMix64's finalizer over a weighted sum). */
    static long of(long seed, long a, long b) {
        long z = seed * 0x9E3779B97F4A7C15L + a * 0xD1B54A32D192ED03L + b * 0x8CB92BA72F3D8DD7L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** The same in [0, 1). */
    static double unit(long seed, long a, long b) {
        return (of(seed, a, b) >>> 11) * UNIT;
    }
}
