package io.weir.core.routing;

import io.weir.core.ledger.Account;
import io.weir.core.ledger.Amounts;
import io.weir.core.ledger.Balance;
import io.weir.core.ledger.EntryDraft;
import io.weir.core.ledger.EntryKind;
import io.weir.core.ledger.Hold;
import io.weir.core.ledger.HoldLine;
import io.weir.core.ledger.LedgerEntry;
import io.weir.core.query.AbandonedAttempt;
import io.weir.core.query.OpenAttempt;
import io.weir.core.query.Query;
import io.weir.core.query.QueryKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * The ledger entries of an attempt: held, then one of posted, voided, expired, and excess for what was billed above.
 *
 * <p>Posted is min(used, held) unit by unit, excess is what is above: Σ posted + Σ excess = Σ used, exactly.
 */
final class Bookkeeping {

    private Bookkeeping() {}

    /** Takes the hold in every balance; the caller has checked that it fits all of them. */
    static Hold hold(Step step, Query query, int attempt, Candidate candidate) {
        List<Balance> after = new ArrayList<>();
        List<HoldLine> lines = new ArrayList<>();
        for (Balance balance : step.balances(query)) {
            after.add(balance.plusHeld(candidate.hold()));
            lines.add(balance.line());
        }
        String version = Objects.requireNonNull(candidate.tariff()).version();
        append(
                step,
                query.key(),
                query.account(),
                attempt,
                EntryKind.HELD,
                candidate.hold(),
                Amounts.ZERO,
                after,
                candidate.tier().name(),
                version,
                "");
        return new Hold(candidate.hold(), lines);
    }

    /**
     * Settles an open hold.
     *
     * @param unused kind of the entry where nothing was used: voided or expired
     */
    static void settle(Step step, Query query, OpenAttempt attempt, Amounts used, EntryKind unused, String reason) {
        Hold hold = attempt.hold();
        Amounts posted = used.min(hold.amounts());
        List<Balance> after = touched(step, hold, balance -> balance.settle(hold.amounts(), posted));
        EntryKind kind = used.isZero() ? unused : EntryKind.POSTED;
        append(
                step,
                query.key(),
                query.account(),
                attempt.number(),
                kind,
                posted,
                hold.amounts(),
                after,
                attempt.tier(),
                attempt.tariff().version(),
                reason);
        excess(
                step,
                query.key(),
                query.account(),
                attempt.number(),
                attempt.tier(),
                attempt.tariff().version(),
                hold,
                used.above(hold.amounts()),
                "billed above its hold");
    }

    /** Books what a late outcome adds to an attempt that was given up. */
    static void late(Step step, QueryKey key, String account, AbandonedAttempt attempt, Amounts added) {
        excess(
                step,
                key,
                account,
                attempt.number(),
                attempt.tier(),
                attempt.tariff().version(),
                attempt.hold(),
                added,
                "billed after it was given up");
    }

    private static void excess(
            Step step,
            QueryKey key,
            String account,
            int attempt,
            String tier,
            String priceVersion,
            Hold hold,
            Amounts excess,
            String reason) {
        if (excess.isZero()) {
            return;
        }
        List<Balance> after = touched(step, hold, balance -> balance.plusExcess(excess));
        LedgerEntry entry = append(
                step, key, account, attempt, EntryKind.EXCESS, excess, Amounts.ZERO, after, tier, priceVersion, reason);
        step.emit(new Effect.AlertRaised(
                account,
                entry.id(),
                "excess",
                "attempt " + attempt + " of query " + key.queryId() + " was " + reason,
                Map.of(
                        "tier", tier,
                        "money_nanodollars", Long.toString(excess.moneyNanodollars()),
                        "tokens", Long.toString(excess.tokens()),
                        "energy_millijoules", Long.toString(excess.energyMillijoules()))));
    }

    private static List<Balance> touched(Step step, Hold hold, UnaryOperator<Balance> change) {
        List<Balance> after = new ArrayList<>(hold.lines().size());
        for (HoldLine line : hold.lines()) {
            Account account = Objects.requireNonNull(step.state().account(line.account()));
            account.kept(line, step.atMicros).map(change).ifPresent(after::add);
        }
        return after;
    }

    private static LedgerEntry append(
            Step step,
            QueryKey key,
            String account,
            int attempt,
            EntryKind kind,
            Amounts amounts,
            Amounts released,
            List<Balance> after,
            String tier,
            String priceVersion,
            String reason) {
        return step.append(new EntryDraft(
                key.tenant() + "/" + key.queryId() + "/" + attempt + "/" + kind.wireName(),
                key.tenant(),
                account,
                key.queryId(),
                attempt,
                kind,
                amounts,
                released,
                after,
                tier,
                priceVersion,
                reason));
    }
}
