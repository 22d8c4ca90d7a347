package io.weir.core.routing;

import io.weir.core.query.OpenQuery;
import io.weir.core.query.QueryKey;
import io.weir.core.query.Wait;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The queries that wait, in the order in which they are served. Derived from the open queries: rebuilt, never stored.
 *
 * <p>Accounts of a tenant take turns: a query's turn is one after that of its account's query before it, but not before the
 * turn that is being served. So an account that sends a thousand delays another one's query by one, and nobody starves
 * (start-time fair queueing with a cost of one a query, Goyal et al., 1996).
 */
public final class WaitIndex {

    /** One waiting query; in order of turn, then of time. */
    record Place(long turn, long sinceMicros, QueryKey key, String account) {
        static final Comparator<Place> ORDER = Comparator.comparingLong(Place::turn)
                .thenComparingLong(Place::sinceMicros)
                .thenComparing(Place::key);

        static Place of(OpenQuery query, Wait wait) {
            return new Place(
                    wait.turn(),
                    wait.sinceMicros(),
                    query.query().key(),
                    query.query().account());
        }
    }

    private final Map<QueryKey, Place> byKey = new HashMap<>();
    private final Map<String, SortedSet<Place>> byTenant = new HashMap<>();
    private final Map<String, SortedSet<Place>> byAccount = new HashMap<>();

    /** Takes an open query as it is now: in where it waits, out where it does not. */
    public void put(OpenQuery query) {
        Wait wait = query.waiting();
        QueryKey key = query.query().key();
        Place known = byKey.get(key);
        if (wait == null) {
            if (known != null) {
                remove(key);
            }
            return;
        }
        Place place = Place.of(query, wait);
        if (!place.equals(known)) {
            remove(key);
            byKey.put(key, place);
            in(byTenant, key.tenant()).add(place);
            in(byAccount, place.account()).add(place);
        }
    }

    public void remove(QueryKey key) {
        Place place = byKey.remove(key);
        if (place != null) {
            out(byTenant, key.tenant(), place);
            out(byAccount, place.account(), place);
        }
    }

    /** Queries that wait. */
    int size() {
        return byKey.size();
    }

    /** Queries of one account that wait. */
    int size(String account) {
        return places(byAccount, account).size();
    }

    boolean any(String tenant) {
        return byTenant.containsKey(tenant);
    }

    /** The first places of a tenant, in the order in which they are served. */
    List<Place> first(String tenant, int most) {
        List<Place> first = new ArrayList<>();
        for (Place place : places(byTenant, tenant)) {
            if (first.size() == most) {
                break;
            }
            first.add(place);
        }
        return first;
    }

    /** Turn of a query of the account that begins to wait now. */
    long nextTurn(String tenant, String account) {
        SortedSet<Place> all = places(byTenant, tenant);
        SortedSet<Place> own = places(byAccount, account);
        long served = all.isEmpty() ? 0 : all.first().turn();
        return own.isEmpty() ? served : Math.max(served, own.last().turn() + 1);
    }

    private static SortedSet<Place> places(Map<String, SortedSet<Place>> by, String name) {
        return by.getOrDefault(name, new TreeSet<>(Place.ORDER));
    }

    private static SortedSet<Place> in(Map<String, SortedSet<Place>> by, String name) {
        return by.computeIfAbsent(name, first -> new TreeSet<>(Place.ORDER));
    }

    private static void out(Map<String, SortedSet<Place>> by, String name, Place place) {
        @Nullable SortedSet<Place> places = by.get(name);
        if (places != null) {
            places.remove(place);
            if (places.isEmpty()) {
                by.remove(name);
            }
        }
    }
}
