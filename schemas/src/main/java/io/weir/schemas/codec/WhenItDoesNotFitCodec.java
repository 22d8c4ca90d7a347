package io.weir.schemas.codec;

import io.weir.core.ledger.WhenItDoesNotFit;
import io.weir.core.ledger.WhenItDoesNotFit.Way;
import io.weir.v1.AccountPolicy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an account says is tried where a hold does not fit. */
final class WhenItDoesNotFitCodec {

    private static final long LONGEST_WAIT_MILLIS = 3L * 24 * 3600 * 1000;

    private WhenItDoesNotFitCodec() {}

    /**
     * @return null where the account leaves it to its ancestors
     * @throws InvalidRecord naming the first field that breaks a rule
     */
    static @Nullable WhenItDoesNotFit toCore(AccountPolicy policy) {
        String said = policy.getWhenItDoesNotFit();
        long least = policy.getMinMaxOutputTokens();
        long maxWaitMillis = policy.getMaxWaitMillis();
        List<Way> ways = ways(said);
        checked("policy.min_max_output_tokens", least, ways.contains(Way.LOWER), Integer.MAX_VALUE, "lower");
        checked("policy.max_wait_millis", maxWaitMillis, ways.contains(Way.WAIT), LONGEST_WAIT_MILLIS, "wait");
        if (ways.isEmpty()) {
            return null;
        }
        try {
            return new WhenItDoesNotFit(ways, least, maxWaitMillis * 1000);
        } catch (IllegalArgumentException e) {
            throw InvalidRecord.of("policy.when_it_does_not_fit", said, String.valueOf(e.getMessage()));
        }
    }

    private static List<Way> ways(String said) {
        List<Way> ways = new ArrayList<>();
        if (!said.isBlank()) {
            for (String name : said.split(",", -1)) {
                ways.add(Way.of(name.strip())
                        .orElseThrow(() -> InvalidRecord.of(
                                "policy.when_it_does_not_fit",
                                said,
                                "must name cheaper, lower, wait or reject, separated by commas")));
            }
        }
        return ways;
    }

    /** A number that belongs to a way is given with it, and not without it. */
    private static void checked(String field, long value, boolean used, long most, String way) {
        if (used ? value < 1 || value > most : value != 0) {
            throw InvalidRecord.of(
                    field, value, used ? "must be from 1 to " + most + " with " + way : "must be 0 without " + way);
        }
    }
}
