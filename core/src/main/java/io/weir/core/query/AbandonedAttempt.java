package io.weir.core.query;

import io.weir.core.cost.Tariff;
import io.weir.core.ledger.Amounts;
import io.weir.core.ledger.Hold;
import org.jspecify.annotations.Nullable;

/**
 * An attempt given up while a worker may have it: what a late outcome bills above the amounts booked is excess.
 *
 * @param claim claim under which it ran; empty where none was seen yet: its work order may still be taken
 * @param hold the hold that it had, for the limits and periods that it touched
 * @param booked amounts already posted for it
 */
public record AbandonedAttempt(
        int number, String tier, String model, String claim, Hold hold, Tariff tariff, Amounts booked) {

    /** Whether a report under this claim is about it. */
    public boolean isUnder(@Nullable String reported) {
        return reported != null && (claim.isEmpty() || claim.equals(reported));
    }

    public AbandonedAttempt claimed(String by) {
        return new AbandonedAttempt(number, tier, model, by, hold, tariff, booked);
    }
}
