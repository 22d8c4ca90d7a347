package io.weir.core.routing;

import io.weir.core.ledger.Account;
import io.weir.core.ledger.Amounts;
import io.weir.core.ledger.Balance;
import io.weir.core.ledger.EntryDraft;
import io.weir.core.ledger.EntryKind;
import io.weir.core.ledger.Limit;
import io.weir.core.query.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a declared account does: limit_set entries for every limit that changed, so that changes of limits stand in the same
 * order as holds.
 *
 * <p>Time changes limits too: an increase ends, a period begins with another rollover. The first input that asks for such a
 * limit sets it, before anything else that it does.
 *
 * <p>Closing sets every limit to 0; opening again begins a new generation with fresh balances, and holds of the old one settle
 * in the old one.
 */
final class Accounts {

    static final String INCREASE_ENDED = "increase ended";
    static final String ROLLED_OVER = "rolled over";
    static final String CLOSED = "account closed";
    static final String REMOVED = "limit removed";

    /** Removed limits stay with their balances: ids that are never used again must not pile up in the state. */
    static final int MOST_LIMITS = 256;

    private Accounts() {}

    static void changed(Step step, Input.AccountChanged changed) {
        Account known = step.state().account(changed.path());
        Account before = known == null ? Account.unopened(changed.path()) : known;
        if (changed.revision() <= before.revision()) {
            return;
        }
        if (changed.deleted()) {
            if (before.open()) {
                close(step, before, changed);
            } else {
                closedAgain(step, before, changed.revision());
            }
            return;
        }
        boolean reopened = !before.open();
        if (!reopened && limits(before, changed).size() > MOST_LIMITS) {
            step.refuse(
                    tenant(changed.path()),
                    "invalid",
                    "limits",
                    limits(before, changed).size(),
                    "an account has at most " + MOST_LIMITS
                            + " limits, those that were removed included: their balances stay;"
                            + " close the account and open it again, or use their ids");
            return;
        }
        Optional<Limit> reshaped = reopened ? Optional.empty() : reshaped(before.limits(), changed.limits());
        if (reshaped.isPresent()) {
            Limit limit = reshaped.get();
            step.refuse(
                    tenant(changed.path()),
                    "invalid",
                    "limits." + limit.id(),
                    limit.unit().wireName() + " per " + limit.window().wireName(),
                    "a limit keeps its unit and window: give the new one an id of its own");
            return;
        }
        open(step, before, changed, reopened);
    }

    private static void close(Step step, Account before, Input.AccountChanged changed) {
        List<Limit> zero =
                before.limits().stream().map(limit -> limit.withAmount(0)).toList();
        step.emit(new Effect.AccountDeclared(before.declared(
                before.generation(), false, changed.revision(), before.policy(), before.rateCard(), zero)));
        zero.forEach(limit -> set(step, changed.path(), before.generation(), limit, CLOSED));
    }

    /** Remembers the revision, so that an older one that comes late does not open the account again. */
    private static void closedAgain(Step step, Account before, long revision) {
        step.emit(new Effect.AccountDeclared(before.declared(
                before.generation(), false, revision, before.policy(), before.rateCard(), before.limits())));
    }

    private static void open(Step step, Account before, Input.AccountChanged changed, boolean reopened) {
        if (!reopened) {
            timePassed(step, before);
        }
        long generation = reopened ? before.generation() + 1 : before.generation();
        List<Limit> limits = reopened ? changed.limits() : limits(before, changed);
        Account now = Objects.requireNonNullElse(step.state().account(changed.path()), before);
        step.emit(new Effect.AccountDeclared(
                now.declared(generation, true, changed.revision(), changed.policy(), changed.rateCard(), limits)));
        for (Limit limit : limits) {
            boolean same = !reopened
                    && find(before.limits(), limit.id()).filter(limit::equals).isPresent();
            if (!same) {
                set(step, changed.path(), generation, limit, limit.removed() ? REMOVED : "");
            }
        }
    }

    /** The limits as declared, then those that were and are no more, as removed. */
    private static List<Limit> limits(Account before, Input.AccountChanged changed) {
        List<Limit> limits = new ArrayList<>(changed.limits());
        for (Limit old : before.limits()) {
            if (find(changed.limits(), old.id()).isEmpty()) {
                limits.add(old.withAmount(Limit.REMOVED));
            }
        }
        return limits;
    }

    private static Optional<Limit> reshaped(List<Limit> before, List<Limit> after) {
        return after.stream()
                .filter(limit -> find(before, limit.id())
                        .filter(old ->
                                old.unit() != limit.unit() || !old.window().equals(limit.window()))
                        .isPresent())
                .findFirst();
    }

    private static Optional<Limit> find(List<Limit> limits, String id) {
        return limits.stream().filter(limit -> limit.id().equals(id)).findFirst();
    }

    private static void set(Step step, String path, long generation, Limit limit, String reason) {
        Account account = step.state().account(path);
        Account now = account == null ? Account.unopened(path) : account;
        Balance after = now.limitSet(generation, limit, step.atMicros);
        append(step, after, reason);
    }

    /** Sets the limits of a query's accounts that time alone has changed: the first input that asks for them does it. */
    static void timePassed(Step step, Query query) {
        for (Account account : step.budgets(query)) {
            timePassed(step, account);
        }
    }

    /** Sets the limits of an account that time alone has changed. */
    static void timePassed(Step step, Account account) {
        for (Balance after : account.limitsChangedAt(step.atMicros)) {
            String reason = after.declared().increase() > 0 && after.increased() == 0 ? INCREASE_ENDED : ROLLED_OVER;
            append(step, after, reason);
        }
    }

    private static void append(Step step, Balance after, String reason) {
        String tenant = tenant(after.account());
        step.append(new EntryDraft(
                after.account() + "/" + after.limitId() + "/limit_set",
                tenant,
                after.account(),
                "",
                0,
                EntryKind.LIMIT_SET,
                Amounts.ZERO,
                Amounts.ZERO,
                List.of(after),
                "",
                "",
                reason));
    }

    private static String tenant(String path) {
        int slash = path.indexOf('/');
        return slash < 0 ? path : path.substring(0, slash);
    }
}
