package io.weir.core.routing;

import io.weir.core.ledger.Account;
import io.weir.core.ledger.Books;
import io.weir.core.query.ClosedQuery;
import io.weir.core.query.OpenQuery;
import io.weir.core.query.QueryKey;
import io.weir.core.tier.Catalogue;
import io.weir.core.tier.TierHealth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of one partition, as {@link Router} reads it. Values are immutable; absent ones are null, since this is the hot
 * path.
 */
public interface State {

    /** Greatest append time seen, microseconds since the epoch. */
    long clockMicros();

    Catalogue catalogue();

    TierHealth health(String tier);

    @Nullable
    Account account(String path);

    /** Every account of a ledger key, in any order. Reads all of them: for seals, once a day. */
    List<Account> accountsOf(String ledgerKey);

    Books books(String ledgerKey);

    /** Ledger keys with entries of days before this one that no seal covers, the oldest first, at most so many. */
    List<String> unsealedBefore(long day, int most);

    @Nullable
    OpenQuery open(QueryKey key);

    @Nullable
    ClosedQuery closed(QueryKey key);

    /** Open queries that are due by this time, earliest first. */
    List<QueryKey> due(long atMicros, int most);

    /** Open queries that wait for room; as they were before the step. */
    WaitIndex waiting();

    /** Closed queries that were closed before this time, earliest first. */
    List<QueryKey> closedBefore(long micros, int most);

    /** What {@link Effect#apply} writes to; nothing else does. */
    interface Mutable extends State {

        void clock(long micros);

        void catalogue(Catalogue catalogue);

        void health(String tier, TierHealth health);

        void account(Account account);

        void books(String ledgerKey, Books books);

        void open(OpenQuery query);

        void closed(QueryKey key, ClosedQuery query);

        /** Removes an open query. */
        void removeOpen(QueryKey key);

        /** Removes a closed query. */
        void forget(QueryKey key);
    }
}
