package io.weir.core.query;

import io.weir.core.cost.Tariff;
import io.weir.core.ledger.Amounts;
import io.weir.core.ledger.Hold;

/**
 * An attempt given up after a worker had claimed it: what a late outcome bills above the amounts booked is excess.
 *
 * @param hold the hold that it had, for the limits and periods that it touched
 * @param booked amounts already posted for it
 */
public record AbandonedAttempt(
        int number, String tier, String model, String claim, Hold hold, Tariff tariff, Amounts booked) {}
