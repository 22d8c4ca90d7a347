package io.weir.core.query;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A query without its result yet: at most one attempt is out at a time.
 *
 * @param open the attempt that is out; null while it waits, and between two attempts, within one step
 * @param past settled attempts in order
 * @param waiting its wait for room; null while it does not wait
 * @param abandoned attempts given up under a claim, whose late outcome may still add a cost
 */
public record OpenQuery(
        Query query,
        @Nullable OpenAttempt open,
        @Nullable Wait waiting,
        List<PastAttempt> past,
        List<AbandonedAttempt> abandoned) {

    public OpenQuery {
        past = List.copyOf(past);
        abandoned = List.copyOf(abandoned);
    }

    public static OpenQuery of(Query query) {
        return new OpenQuery(query, null, null, List.of(), List.of());
    }

    /** When a tick has something to do: a lease lapses, a wait ends, the deadline passes. Microseconds of the partition clock. */
    public long dueMicros() {
        if (waiting != null) {
            return Math.min(query.deadlineMicros(), Math.min(waiting.untilMicros(), waiting.againMicros()));
        }
        return open == null || open.lease() == null
                ? query.deadlineMicros()
                : Math.min(query.deadlineMicros(), open.lease().untilMicros());
    }

    public int attemptsMade() {
        return past.size() + (open == null ? 0 : 1);
    }

    /** Attempts settled that count against the most allowed: one that continues a cut answer is part of the one it continues. */
    public int attemptsCounted() {
        int counted = 0;
        for (PastAttempt attempt : past) {
            counted += attempt.continues() == 0 ? 1 : 0;
        }
        return counted;
    }

    public long spentNanodollars() {
        long sum = 0;
        for (PastAttempt attempt : past) {
            sum = Math.addExact(sum, attempt.costNanodollars());
        }
        return sum;
    }

    public OpenQuery withOpen(OpenAttempt attempt) {
        return new OpenQuery(query, attempt, null, past, abandoned);
    }

    public OpenQuery waits(Wait wait) {
        return new OpenQuery(query, null, wait, past, abandoned);
    }

    public OpenQuery settled(PastAttempt attempt, @Nullable AbandonedAttempt givenUp) {
        return new OpenQuery(
                query, null, null, append(past, attempt), givenUp == null ? abandoned : append(abandoned, givenUp));
    }

    public OpenQuery withAbandoned(List<AbandonedAttempt> attempts) {
        return new OpenQuery(query, open, waiting, past, attempts);
    }

    /** The query with one of its settled attempts as it is known now. */
    public OpenQuery withPast(PastAttempt attempt) {
        List<PastAttempt> changed = past.stream()
                .map(one -> one.number() == attempt.number() ? attempt : one)
                .toList();
        return new OpenQuery(query, open, waiting, changed, abandoned);
    }

    private static <T> List<T> append(List<T> list, T last) {
        List<T> longer = new ArrayList<>(list.size() + 1);
        longer.addAll(list);
        longer.add(last);
        return longer;
    }
}
