package io.weir.bench.router;

/**
 * What a topology did in a window while it had more to do than it could.
 *
 * @param records inputs processed
 * @param nanos length of the window
 * @param appCpuNanos CPU of the topology's process
 * @param brokerCpuNanos CPU of the broker's process, in steps of 10 ms
 * @param allocatedBytes allocated by threads of the topology's process that live at both ends of the window
 */
record Measurement(long records, long nanos, long appCpuNanos, long brokerCpuNanos, long allocatedBytes) {

    /** One line, for the pipe between processes. */
    String line() {
        return records + " " + nanos + " " + appCpuNanos + " " + brokerCpuNanos + " " + allocatedBytes;
    }

    static Measurement parse(String line) {
        String[] parts = line.strip().split(" ", -1);
        return new Measurement(
                Long.parseLong(parts[0]),
                Long.parseLong(parts[1]),
                Long.parseLong(parts[2]),
                Long.parseLong(parts[3]),
                Long.parseLong(parts[4]));
    }

    /** @param recordsPerQuery inputs that a query has */
    Figures figures(int round, Subject subject, double recordsPerQuery) {
        double queries = records / recordsPerQuery;
        return new Figures(
                round,
                subject.label(),
                Math.round(queries),
                nanos / 1e9,
                queries / (nanos / 1e9),
                appCpuNanos / 1e3 / queries,
                brokerCpuNanos / 1e3 / queries,
                allocatedBytes / queries);
    }
}
