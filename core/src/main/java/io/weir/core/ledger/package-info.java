/**
 * Two-phase accounts as a fold of ledger entries.
 *
 * <pre>
 *   limit_set ──▶ limit in force
 *   held      ──▶ free −                       (before an attempt; in all ancestors and limits, or in none)
 *   posted    ──▶ held −, posted +             (never more than held; the rest returns)
 *   voided / expired ──▶ held −                (nothing was used)
 *   excess    ──▶ excess +                     (billed above or after the hold; may make free negative, blocks new holds)
 *   adjusted  ──▶ adjusted ±                   (a bill that was put right afterwards, in the period of its hold)
 *   credited  ──▶ adjusted −, free +            (in the periods that run)
 *   committed ──▶ a balance of its own          (a prepaid amount and its period: holds count against it, it refuses nothing)
 * </pre>
 *
 * <p>Invariant at every entry: posted + held + excess + adjusted ≤ limit at the admission of each hold, for every hard limit. Every
 * entry names each (account, limit, period) that it touched with the balance after it, so that an account is the fold of its
 * entries' balances and any reader can check the sums. A hold and its post belong to the period of the hold. Two-phase
 * transfers are TigerBeetle's; quota reservation is RFC 8506's.
 *
 * <p>Order: entries of one ledger key (today the tenant) have gapless numbers. Nothing here reads a clock.
 */
@NullMarked
package io.weir.core.ledger;

import org.jspecify.annotations.NullMarked;
