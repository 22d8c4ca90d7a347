package io.weir.bench.overshoot;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What was found to be wrong: counted, and the first of each kind with its place. */
final class Findings {

    /** Examples kept of each kind. */
    private static final int EXAMPLES = 5;

    enum Kind {
        /** A hold that did not fit a hard limit. */
        OVERSHOOT,
        /** A candidate left out, or a query refused, for want of room that was there. */
        FALSE_REFUSAL,
        /** A decision or refusal that names room, or a place in the ledger, that was not so. */
        MISSTATED,
        /** An entry that states balances other than the sum of the entries, or that misses a limit. */
        WRONG_BALANCE,
        /** An entry that does not follow: a gap, a second end of a hold, an end above its hold. */
        BROKEN_ORDER
    }

    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    private final Map<Kind, List<String>> examples = new EnumMap<>(Kind.class);

    void add(Kind kind, String text) {
        counts.merge(kind, 1L, Math::addExact);
        List<String> kept = examples.computeIfAbsent(kind, any -> new ArrayList<>());
        if (kept.size() < EXAMPLES) {
            kept.add(text);
        }
    }

    void addAll(Findings other) {
        other.counts.forEach((kind, count) -> counts.merge(kind, count, Math::addExact));
        other.examples.forEach((kind, texts) -> {
            List<String> kept = examples.computeIfAbsent(kind, any -> new ArrayList<>());
            texts.stream().limit(EXAMPLES - kept.size()).forEach(kept::add);
        });
    }

    long count(Kind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    boolean none() {
        return counts.isEmpty();
    }

    List<String> examples() {
        List<String> all = new ArrayList<>();
        examples.forEach((kind, texts) ->
                texts.forEach(text -> all.add(kind.name().toLowerCase(java.util.Locale.ROOT) + ": " + text)));
        return all;
    }
}
