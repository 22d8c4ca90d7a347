package io.weir.core.simulation;

import java.util.Locale;

/** What runs did, added up. */
final class Tally {

    long seeds;
    long inputs;
    long entries;
    long results;
    long crashes;
    long restarts;
    long interleaved;
    final Occurrences occurrences = new Occurrences();

    /** Adds another's counts to these. */
    Tally plus(Tally other) {
        seeds += other.seeds;
        inputs += other.inputs;
        entries += other.entries;
        results += other.results;
        crashes += other.crashes;
        restarts += other.restarts;
        interleaved += other.interleaved;
        occurrences.addAll(other.occurrences);
        return this;
    }

    String text(double seconds, double processorSeconds) {
        return String.format(
                Locale.ROOT,
                "%,d seeds, %,d inputs, %,d ledger entries, %,d results, %,d crashes, %,d restarts from older prefixes,"
                        + " %,d interleaved, in %.1f s, %.1f s of processor time",
                seeds,
                inputs,
                entries,
                results,
                crashes,
                restarts,
                interleaved,
                seconds,
                processorSeconds);
    }
}
