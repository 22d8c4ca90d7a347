package io.weir.core.routing;

import io.weir.core.cost.Price;
import io.weir.core.ledger.Account;
import io.weir.core.ledger.AccountPolicy;
import io.weir.core.ledger.Balance;
import io.weir.core.ledger.Books;
import io.weir.core.ledger.CanonicalEntry;
import io.weir.core.ledger.EntryDraft;
import io.weir.core.ledger.LedgerEntry;
import io.weir.core.ledger.Seal;
import io.weir.core.query.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One step of the state machine: the effects so far, and the state as they will leave it. */
final class Step {

    final long atMicros;
    final Settings settings;
    /** Offset of the input in the inbox; {@link CanonicalEntry#NO_OFFSET} where it stands in none. */
    private final long offset;

    private final Overlay state;
    private final List<Effect> effects = new ArrayList<>(8);
    private final Set<String> freed = new TreeSet<>();
    /** The query that {@link #paths} are of: a step asks for those of one query several times. */
    private @Nullable Query pathsOf;

    private List<String> paths = List.of();

    Step(State base, Settings settings, long atMicros, long offset) {
        this.offset = offset;
        this.state = new Overlay(base);
        this.settings = settings;
        this.atMicros = atMicros;
    }

    State state() {
        return state;
    }

    /** A step of the same input on top of this one. */
    Step within() {
        return new Step(state, settings, atMicros, offset);
    }

    /**
     * Appends an entry to the ledger: it gets the next number, an id that ends in it, and its link of the chain; it
     * raises the alerts of the marks that it reaches. What the ledger key has of an earlier day is sealed first.
     */
    LedgerEntry append(EntryDraft draft) {
        Seals.before(this, draft.ledgerKey());
        return append(draft, null);
    }

    LedgerEntry append(EntryDraft draft, @Nullable Seal seal) {
        LedgerEntry entry = draft.after(books(draft.ledgerKey()), atMicros, offset, seal);
        List<Effect> alerts = seal == null ? BudgetAlerts.of(this, entry) : List.of();
        emit(new Effect.LedgerAppended(entry));
        alerts.forEach(this::emit);
        return entry;
    }

    /** Ledger keys in which room may have come in this step. */
    Set<String> freed() {
        return freed;
    }

    void emit(Effect effect) {
        if (effect instanceof Effect.LedgerAppended appended && appended.entry().mayMakeRoom()) {
            freed.add(appended.entry().ledgerKey());
        }
        effect.apply(state, atMicros);
        effects.add(effect);
    }

    void refuse(String tenant, String code, String field, Object value, String reason) {
        emit(new Effect.Refused(tenant, code, field, String.valueOf(value), reason));
    }

    /** Makes a state what the effects, applied to the one that the step began with, leave. */
    void copyTo(State.Mutable to) {
        state.copyTo(to);
    }

    List<Effect> effects() {
        return effects;
    }

    Books books(String ledgerKey) {
        return state.books(ledgerKey);
    }

    /** The rate card that a query pays by: its account's, else that of the nearest account above it that names one. */
    String rateCard(Query query) {
        String card = Price.PUBLIC;
        for (String path : query.payingPaths()) {
            Account account = state.account(path);
            if (account != null && !account.rateCard().isEmpty()) {
                card = account.rateCard();
            }
        }
        return card;
    }

    /** What the nearest of the query's account and its ancestors says in its policy; null where none says anything. */
    <T> @Nullable T inherited(Query query, Function<AccountPolicy, @Nullable T> said) {
        List<String> paths = query.payingPaths();
        for (int i = paths.size() - 1; i >= 0; i--) {
            Account account = state.account(paths.get(i));
            T value = account == null ? null : said.apply(account.policy());
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    /** Accounts that are declared of those whose limits the query's holds count against. */
    List<Account> budgets(Query query) {
        if (!query.equals(pathsOf)) {
            paths = query.accountPaths();
            pathsOf = query;
        }
        List<Account> accounts = new ArrayList<>(paths.size());
        for (String path : paths) {
            Account account = state.account(path);
            if (account != null) {
                accounts.add(account);
            }
        }
        return accounts;
    }

    /** Balances of the query's account, every declared ancestor, tenant first, and every label budget. */
    List<Balance> balances(Query query) {
        List<Balance> balances = new ArrayList<>(4);
        for (Account account : budgets(query)) {
            balances.addAll(account.balancesAt(atMicros));
        }
        return balances;
    }
}
