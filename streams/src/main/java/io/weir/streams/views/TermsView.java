package io.weir.streams.views;

import io.weir.v1.LimitTerms;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a limit is made of, as its last limit_set entry states it. Amounts in the unit's integer.
 *
 * @param declared amount as declared
 * @param rolledOver added from what the period before left unused
 * @param increase temporary increase; 0: none
 * @param increaseUntil its end; null where there is none
 * @param rolloverMax most that a period leaves to the next; 0: nothing
 * @param thresholds percents of the limit in force at which alerts are raised
 * @param timeZone IANA zone of a calendar window; empty for others
 * @param startDay start day of a month (1 to 28) or week (1, Monday, to 7); 0 for others
 */
public record TermsView(
        long declared,
        long rolledOver,
        long increase,
        @Nullable Instant increaseUntil,
        long rolloverMax,
        List<Integer> thresholds,
        String timeZone,
        int startDay) {

    public TermsView {
        thresholds = List.copyOf(thresholds);
    }

    /** Of an entry that states none: the limit in force was declared so. */
    static TermsView declared(long limit) {
        return new TermsView(limit, 0, 0, null, 0, List.of(), "", 0);
    }

    static @Nullable TermsView of(@Nullable LimitTerms terms) {
        return terms == null
                ? null
                : new TermsView(
                        terms.getDeclared(),
                        terms.getRolledOver(),
                        terms.getIncrease(),
                        terms.getIncreaseUntil(),
                        terms.getRolloverMax(),
                        terms.getThresholds(),
                        terms.getTimeZone(),
                        terms.getStartDay());
    }
}
