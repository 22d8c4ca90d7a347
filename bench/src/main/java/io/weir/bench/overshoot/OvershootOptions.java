package io.weir.bench.overshoot;

/**
 * What a run is asked for.
 *
 * @param queries queries of the load, 1 or more
 * @param producers producer threads, each with a Kafka producer of its own
 * @param accounts accounts of the load
 * @param inFlight queries that a producer has under way at a time
 * @param heapMegabytes largest heap of the router's process
 * @param seed of accounts, limits, queries and answers
 */
record OvershootOptions(long queries, int producers, int accounts, int inFlight, int heapMegabytes, long seed) {

    OvershootOptions {
        atLeast("queries", queries, 1);
        atLeast("producers", producers, 1);
        atLeast("accounts", accounts, 1);
        atLeast("in_flight", inFlight, 1);
        atLeast("heap_mb", heapMegabytes, 64);
    }

    private static void atLeast(String name, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ", is " + value);
        }
    }
}
