package io.weir.infra.local.why;

import io.weir.v1.Decision;
import io.weir.v1.LedgerEntry;
import io.weir.v1.Outcome;
import io.weir.v1.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the topics hold of a query, each kind in order of offset. Mutable only while it is read. */
final class Story {

    final String tenant;
    final String queryId;
    final List<Decision> decisions = new ArrayList<>();
    final List<LedgerEntry> entries = new ArrayList<>();
    final List<Outcome> outcomes = new ArrayList<>();

    @Nullable
    Result result;

    Story(String tenant, String queryId) {
        this.tenant = tenant;
        this.queryId = queryId;
    }

    /** Numbers of all attempts that any record is about. */
    SortedSet<Integer> attempts() {
        SortedSet<Integer> numbers = new TreeSet<>();
        decisions.forEach(decision -> numbers.add(decision.getAttempt()));
        outcomes.forEach(outcome -> numbers.add(outcome.getAttempt()));
        for (LedgerEntry entry : entries) {
            Integer attempt = entry.getAttempt();
            if (attempt != null) {
                numbers.add(attempt);
            }
        }
        return numbers;
    }
}
