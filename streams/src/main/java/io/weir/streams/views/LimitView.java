package io.weir.streams.views;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.weir.v1.Balance;
import java.time.Instant;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A limit of an account in one period, as the last entry that touched it left it. All amounts in the unit's integer. A rolling
 * window has one line: posted and excess are those of the 60 buckets that its period spans.
 *
 * @param generation generation of the account; grows when it is closed and opened again
 * @param unit money, tokens, energy or requests
 * @param periodStart start of the period; null for a lifetime
 * @param periodEnd end of the period, exclusive; null for a lifetime
 * @param limit limit in force; {@link #REMOVED} where it binds no more
 * @param terms what the limit is made of
 */
public record LimitView(
        long generation,
        String limitId,
        String unit,
        String window,
        boolean hard,
        @Nullable Instant periodStart,
        @Nullable Instant periodEnd,
        long limit,
        long held,
        long posted,
        long excess,
        long adjusted,
        @Nullable TermsView terms) {

    public LimitView {
        terms = terms == null ? TermsView.declared(limit) : terms;
    }

    /** Limit of one that was taken out of its account, as the router writes it. */
    public static final long REMOVED = Long.MAX_VALUE;

    /**
     * The line of a balance.
     *
     * @param before another line of the same limit, whose terms stand where the entry sets no others; null where there is none
     */
    static LimitView of(Balance balance, @Nullable LimitView before) {
        TermsView terms = TermsView.of(balance.getTerms());
        return new LimitView(
                balance.getGeneration(),
                balance.getLimitId(),
                balance.getUnit(),
                balance.getWindow(),
                balance.getHard(),
                balance.getPeriodStart(),
                balance.getPeriodEnd(),
                balance.getLimit(),
                balance.getHeld(),
                balance.getPosted(),
                balance.getExcess(),
                balance.getAdjusted(),
                terms == null && before != null ? before.terms : terms);
    }

    /** What a new hold may take, negative after an excess, an adjustment or a lowered limit; empty where the limit binds no more. */
    @JsonIgnore
    public OptionalLong free() {
        return limit == REMOVED ? OptionalLong.empty() : OptionalLong.of(limit - held - posted - excess - adjusted);
    }

    boolean isOfLimit(LimitView other) {
        return generation == other.generation && limitId.equals(other.limitId);
    }

    boolean isOfLimitAndPeriod(LimitView other) {
        return isOfLimit(other) && (window.startsWith("rolling_") || Objects.equals(periodStart, other.periodStart));
    }
}
