package io.weir.core.routing;

import io.weir.core.query.QueryKey;

/** Seeds of random choices: a hash, so that a replay draws the same. */
public final class Seeds {

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private Seeds() {}

    /** FNV-1a over tenant, query, attempt and policy version, finished with SplitMix64's mixer. */
    public static long seed(QueryKey key, int attempt, String policyVersion) {
        long hash = add(FNV_OFFSET, key.tenant());
        hash = add(hash, key.queryId());
        hash = (hash ^ attempt) * FNV_PRIME;
        return mix(add(hash, policyVersion));
    }

    private static long add(long hash, String text) {
        long sum = hash;
        for (int i = 0; i < text.length(); i++) {
            sum = (sum ^ text.charAt(i)) * FNV_PRIME;
        }
        return (sum ^ 0xffff) * FNV_PRIME; // a boundary, so that ("ab", "c") and ("a", "bc") differ
    }

    private static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
