package io.weir.bench.router;

/**
 * Figures of one topology in one round; the first tenth of the round is not in them.
 *
 * @param round from 0
 * @param topology identity, shape or router
 * @param queries queries in the window
 * @param seconds length of the window
 * @param queriesPerSecond throughput
 * @param appMicrosPerQuery CPU of the topology's process, µs a query
 * @param brokerMicrosPerQuery CPU of the broker's process, µs a query
 * @param allocatedBytesPerQuery on the Java heap of the topology's process
 */
record Figures(
        int round,
        String topology,
        long queries,
        double seconds,
        double queriesPerSecond,
        double appMicrosPerQuery,
        double brokerMicrosPerQuery,
        double allocatedBytesPerQuery) {

    double micros() {
        return appMicrosPerQuery + brokerMicrosPerQuery;
    }
}
