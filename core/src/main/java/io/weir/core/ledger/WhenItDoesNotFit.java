package io.weir.core.ledger;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is tried, in order, where the hold of the plan that is wanted does not fit a budget; after the last one the query is
 * rejected.
 *
 * @param ways each at most once; where {@link Way#REJECT} is one it is the last
 * @param minOutputTokens least ceiling that lowering may reach, at least 1; 0 where nothing is lowered
 * @param maxWaitMicros longest wait, above 0; 0 where nothing waits
 */
public record WhenItDoesNotFit(List<Way> ways, long minOutputTokens, long maxWaitMicros) {

    /** One thing to try. */
    public enum Way {
        /** A plan of tiers whose holds fit. */
        CHEAPER,
        /** A lower ceiling of output tokens. */
        LOWER,
        /** Room that comes with time. */
        WAIT,
        /** Nothing. */
        REJECT;

        /** Name on the wire. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Way> of(String wireName) {
            return Arrays.stream(values())
                    .filter(way -> way.wireName().equals(wireName))
                    .findFirst();
        }
    }

    /** Where no account says anything. */
    public static final WhenItDoesNotFit DEFAULT = new WhenItDoesNotFit(List.of(Way.CHEAPER, Way.REJECT), 0, 0);

    public WhenItDoesNotFit {
        ways = List.copyOf(ways);
        if (ways.isEmpty() || EnumSet.copyOf(ways).size() != ways.size()) {
            throw new IllegalArgumentException("when_it_does_not_fit must name each way once: " + ways);
        }
        int reject = ways.indexOf(Way.REJECT);
        if (reject >= 0 && reject != ways.size() - 1) {
            throw new IllegalArgumentException("when_it_does_not_fit: nothing comes after reject: " + ways);
        }
        if (ways.contains(Way.LOWER) ? minOutputTokens < 1 : minOutputTokens != 0) {
            throw new IllegalArgumentException(
                    "min_max_output_tokens must be at least 1 with lower, and 0 without: " + minOutputTokens);
        }
        if (ways.contains(Way.WAIT) ? maxWaitMicros < 1 : maxWaitMicros != 0) {
            throw new IllegalArgumentException("max_wait must be above 0 with wait, and 0 without: " + maxWaitMicros);
        }
    }

    public boolean waits() {
        return ways.contains(Way.WAIT);
    }
}
