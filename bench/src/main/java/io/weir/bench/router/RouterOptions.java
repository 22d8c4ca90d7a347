package io.weir.bench.router;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run of the bench is asked for.
 *
 * @param rounds measured rounds of each topology, 1 or more
 * @param queries the router's queries a round; floors have more, see {@link Subject#factor}
 * @param warmup the router's queries before the first round; floors have more likewise
 * @param latencySeconds seconds of the open loop that are counted; 0: none
 * @param commitMillis commit interval of all topologies where throughput is measured
 * @param latencyCommits commit intervals at which latency is measured
 * @param accounts accounts of the rounds beside the floors and of the open loop
 * @param scale numbers of accounts that the router is measured with alone; may be empty
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
        List<Integer> latencyCommits,
        long accounts,
        List<Long> scale,
        long seed,
        int heapMegabytes,
        @Nullable Path profile) {

    RouterOptions {
        atLeast("rounds", rounds, 1);
        atLeast("queries", queries, 100);
        atLeast("warmup", warmup, 100);
        atLeast("latency_seconds", latencySeconds, 0);
        atLeast("commit_ms", commitMillis, 1);
        latencyCommits = List.copyOf(latencyCommits);
        latencyCommits.forEach(millis -> atLeast("latency_commits", millis, 1));
        atLeast("accounts", accounts, Load.ACCOUNTS_OF_TENANT);
        scale = List.copyOf(scale);
        scale.forEach(number -> atLeast("scale", number, Load.ACCOUNTS_OF_TENANT));
        atLeast("heap_mb", heapMegabytes, 64);
    }

    private static void atLeast(String name, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ", is " + value);
        }
    }
}
