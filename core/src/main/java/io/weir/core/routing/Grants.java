package io.weir.core.routing;

import io.weir.core.ledger.Account;
import io.weir.core.ledger.Amounts;
import io.weir.core.ledger.Balance;
import io.weir.core.ledger.EntryDraft;
import io.weir.core.ledger.EntryKind;
import io.weir.core.ledger.Grant;
import io.weir.core.ledger.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a grant does: one entry, booked once however often the grant comes.
 *
 * <p>A credit is an amount below zero in {@code adjusted} of the account's limits, in the periods that run: entries add up, and
 * free grows by as much. A commitment becomes a balance of its own that holds count against while its period runs. Of one account and
 * unit one commitment runs at a time, so that it is never a question which one is consumed.
 */
final class Grants {

    /** Grants of one account within the horizon: they are kept in its state. */
    static final int MOST_REMEMBERED = 256;

    private Grants() {}

    static void granted(Step step, Grant grant) {
        Account account = step.state().account(grant.account());
        if (account == null || !account.open()) {
            refuse(step, grant, "unknown_account", "account", grant.account(), "no such account is open");
            return;
        }
        long until = Math.addExact(grant.grantedMicros(), step.settings.horizonMicros());
        if (until <= step.atMicros) {
            refuse(step, grant, "too_old", "granted_at", grant.grantedMicros() + " µs", "is older than the horizon");
            return;
        }
        Optional<Grant.Booked> booked = account.booked(grant.id(), step.atMicros);
        if (booked.isPresent()) {
            if (booked.get().fingerprint() != grant.fingerprint()) {
                refuse(step, grant, "id_reused", "grant_id", grant.id(), "grant_id was used before for another grant");
            }
        } else if (account.booked(step.atMicros).size() >= MOST_REMEMBERED) {
            refuse(
                    step,
                    grant,
                    "too_many_grants",
                    "account",
                    grant.account(),
                    "has " + MOST_REMEMBERED + " grants within the horizon");
        } else if (grant.kind() == Grant.Kind.CREDIT) {
            credit(step, account, grant);
        } else {
            commit(step, account, grant);
        }
    }

    private static void credit(Step step, Account account, Grant grant) {
        Amounts amounts = Amounts.of(grant.unit(), -grant.amount());
        if (credited(step, account, grant, amounts).isEmpty()) {
            String unit = grant.unit().wireName();
            refuse(
                    step,
                    grant,
                    "no_limit",
                    "limit_id",
                    grant.limitId(),
                    "account " + grant.account() + " has no such limit of " + unit
                            + " that can be credited: a rolling one cannot");
            return;
        }
        Accounts.timePassed(step, account);
        Account now = Objects.requireNonNull(step.state().account(grant.account()));
        book(step, grant, EntryKind.CREDITED, amounts, credited(step, now, grant, amounts));
    }

    /** The balances that a credit changes, after it. */
    private static List<Balance> credited(Step step, Account account, Grant grant, Amounts amounts) {
        List<Balance> after = new ArrayList<>();
        for (Balance balance : account.balancesAt(step.atMicros)) {
            boolean meant = grant.limitId().isEmpty() || balance.limitId().equals(grant.limitId());
            boolean adjustable = !balance.window().rolls() && !(balance.window() instanceof Window.Fixed);
            if (meant && adjustable && balance.unit() == grant.unit()) {
                after.add(balance.plusAdjusted(amounts));
            }
        }
        return after;
    }

    private static void commit(Step step, Account account, Grant grant) {
        Optional<Balance> overlapping = account.balances().stream()
                .filter(balance -> balance.window() instanceof Window.Fixed
                        && balance.unit() == grant.unit()
                        && balance.period().overlaps(grant.period()))
                .findFirst();
        if (overlapping.isPresent()) {
            refuse(
                    step,
                    grant,
                    "commitment_overlaps",
                    "period_start",
                    grant.period().startMicros() + " µs",
                    "overlaps " + overlapping.get().limitId() + ": of one unit one runs at a time");
            return;
        }
        Balance opening = Balance.opening(account.path(), account.generation(), grant.limit(), step.atMicros);
        book(step, grant, EntryKind.COMMITTED, Amounts.of(grant.unit(), grant.amount()), List.of(opening));
    }

    private static void book(Step step, Grant grant, EntryKind kind, Amounts amounts, List<Balance> after) {
        step.append(new EntryDraft(
                grant.account() + "/" + kind.wireName() + "/" + grant.id(),
                tenant(grant),
                grant.account(),
                "",
                0,
                kind,
                amounts,
                Amounts.ZERO,
                after,
                "",
                "",
                grant.reason()));
        long until = Math.addExact(grant.grantedMicros(), step.settings.horizonMicros());
        step.emit(new Effect.GrantBooked(grant.account(), new Grant.Booked(grant.id(), grant.fingerprint(), until)));
    }

    private static void refuse(Step step, Grant grant, String code, String field, String value, String reason) {
        step.refuse(tenant(grant), code, field, value, reason);
    }

    private static String tenant(Grant grant) {
        int slash = grant.account().indexOf('/');
        return slash < 0 ? grant.account() : grant.account().substring(0, slash);
    }
}
