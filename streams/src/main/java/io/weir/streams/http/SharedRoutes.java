package io.weir.streams.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.streams.query.Placement;
import io.weir.streams.query.Summary;
import io.weir.streams.query.ViewsQueries;
import io.weir.streams.views.AccountView;
import io.weir.streams.views.ViewKeys;
import io.weir.v1.Aggregate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Accounts, cost-of-pass and the summary. What spans tenants is answered from the partitions that are here; {@code complete}
 * says whether those are all.
 */
final class SharedRoutes {
    private static final int ACCOUNTS = 1_000;
    private static final int MOST_ACCOUNTS = 10_000;
    private static final int SLICES = 1_000;
    private static final int MOST_SLICES = 10_000;
    private static final Set<String> WINDOWS = Set.of("cumulative", "1m");

    private final ViewsQueries queries;
    private final Placement placement;

    SharedRoutes(ViewsQueries queries, Placement placement) {
        this.queries = queries;
        this.placement = placement;
    }

    List<Route> all() {
        return List.of(
                new Route(
                        "/api/v1/accounts/<path>",
                        request -> Optional.of(ViewKeys.tenantOf(request.account())),
                        Set.of(),
                        this::account),
                new Route(
                        "/api/v1/accounts",
                        request -> request.parameter("tenant"),
                        Set.of("tenant", "limit"),
                        this::accounts),
                new Route(
                        "/api/v1/cost-of-pass",
                        request -> Optional.empty(),
                        Set.of("task", "tier", "window", "limit"),
                        this::costOfPass),
                new Route("/api/v1/summary", request -> Optional.empty(), Set.of(), this::summary));
    }

    private ObjectNode account(Request request) {
        return queries.account(request.account())
                .map(AccountJson::of)
                .orElseThrow(() -> ApiException.notFound("account", request.account()));
    }

    private ObjectNode accounts(Request request) {
        int limit = request.limit(ACCOUNTS, MOST_ACCOUNTS);
        Optional<String> tenant = request.parameter("tenant");
        List<AccountView> accounts = tenant.map(queries::accountsOf).orElseGet(queries::accounts);
        ObjectNode node = listing(accounts.size(), limit, tenant.isPresent() || placement.isComplete());
        ArrayNode array = node.putArray("accounts");
        accounts.stream().limit(limit).forEach(account -> array.add(AccountJson.of(account)));
        return node;
    }

    private ObjectNode costOfPass(Request request) {
        String window = request.parameter("window").orElse("cumulative");
        if (!WINDOWS.contains(window)) {
            throw ApiException.invalid("window", window, "must be cumulative or 1m");
        }
        int limit = request.limit(SLICES, MOST_SLICES);
        List<Aggregate> slices = queries.costOfPass(window).stream()
                .filter(slice -> matches(request, "task", slice) && matches(request, "tier", slice))
                .toList();
        ObjectNode node = listing(slices.size(), limit, placement.isComplete());
        // The latest windows are what is asked for; those are last.
        RecordJson.put(node, "slices", slices.subList(Math.max(0, slices.size() - limit), slices.size()));
        return node;
    }

    private static boolean matches(Request request, String dimension, Aggregate slice) {
        Optional<String> wanted = request.parameter(dimension);
        return wanted.isEmpty() || wanted.get().equals(slice.getSlice().get(dimension));
    }

    private ObjectNode summary(Request request) {
        ObjectNode node = SumsJson.of(Summary.of(queries.tenants(), queries.costOfPass("cumulative")));
        node.put("complete", placement.isComplete());
        return node;
    }

    /** Head of a listing: whether it is of all partitions, and whether the limit has cut it. */
    private static ObjectNode listing(int found, int limit, boolean complete) {
        ObjectNode node = Json.object();
        node.put("complete", complete);
        node.put("truncated", found > limit);
        return node;
    }
}
