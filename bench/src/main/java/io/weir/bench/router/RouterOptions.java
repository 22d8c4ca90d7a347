package io.weir.bench.router;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a run of the bench is asked for.
 *
 * @param rounds measured rounds of each topology, 1 or more
 * @param queries the router's queries a round; floors have more, see {@link Subject#factor}
 * @param warmup the router's queries before the first round; floors have more likewise
 * @param latencySeconds seconds of the open loop that are counted; 0: none
 * @param commitMillis commit interval of all topologies
 * @param seed of the load
 * @param heapMegabytes largest heap of each topology's process
 * @param profile where the router's collapsed stacks go, in a round more; null: no profile
 */
record RouterOptions(
        int rounds,
        long queries,
        long warmup,
        int latencySeconds,
        int commitMillis,
        long seed,
        int heapMegabytes,
        @Nullable Path profile) {

    RouterOptions {
        atLeast("rounds", rounds, 1);
        atLeast("queries", queries, 100);
        atLeast("warmup", warmup, 100);
        atLeast("latency_seconds", latencySeconds, 0);
        atLeast("commit_ms", commitMillis, 1);
        atLeast("heap_mb", heapMegabytes, 64);
    }

    private static void atLeast(String name, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ", is " + value);
        }
    }
}
