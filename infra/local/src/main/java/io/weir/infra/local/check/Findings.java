package io.weir.infra.local.check;

import io.weir.infra.local.cluster.Where;
import io.weir.schemas.Topic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a check has counted and found so far; of several violations the first is kept. */
final class Findings {

    private final Map<String, Long> counts = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();
    private @Nullable Violation first;
    private long violations;
    private @Nullable String unjudged;

    /** Findings with counters at zero, in the order in which they are shown. */
    static Findings counting(String... names) {
        Findings findings = new Findings();
        for (String name : names) {
            findings.add(name, 0);
        }
        return findings;
    }

    void count(String name) {
        add(name, 1);
    }

    void add(String name, long amount) {
        counts.merge(name, amount, Math::addExact);
    }

    void violation(Where where, String expected, String found) {
        if (first == null) {
            first = new Violation(where, "", expected, found);
        }
        violations++;
    }

    /** Names the ledger entry that a record is, where the first violation is of it. */
    void located(Where where, String ledgerKey, long seq) {
        if (first != null && first.entry().isEmpty() && first.where().equals(where)) {
            first = new Violation(where, ledgerKey + "/" + seq, first.expected(), first.found());
        }
    }

    /** Reports a violation unless the condition holds. */
    void require(boolean holds, Where where, String expected, String found) {
        if (!holds) {
            violation(where, expected, found);
        }
    }

    /** Of the promise, or of a part of it, neither can be said that it is kept nor that it is broken. */
    void unjudged(String why) {
        unjudged = unjudged == null ? why : unjudged;
    }

    /** What a topic has lost cannot be compared: what is left says nothing of the promise as a whole. */
    void unjudgedUnless(Extent extent, Topic<?>... whole) {
        for (Topic<?> topic : whole) {
            if (!extent.whole(topic)) {
                unjudged(topic.name() + " no longer has its first records");
            }
        }
    }

    /** Why it cannot be said, the first reason; empty where all was judged. */
    Optional<String> unjudged() {
        return Optional.ofNullable(unjudged);
    }

    void note(String note) {
        if (!notes.contains(note)) {
            notes.add(note);
        }
    }

    Map<String, Long> counts() {
        return counts;
    }

    List<String> notes() {
        return notes;
    }

    Optional<Violation> first() {
        return Optional.ofNullable(first);
    }

    long violations() {
        return violations;
    }

    boolean clean() {
        return violations == 0;
    }
}
