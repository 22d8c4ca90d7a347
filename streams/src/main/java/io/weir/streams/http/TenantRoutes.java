package io.weir.streams.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.streams.query.QueryView;
import io.weir.streams.query.ViewsQueries;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What belongs to a tenant: its queries with their decisions and ledger, its latest results, its sums. */
final class TenantRoutes {
    private static final int RESULTS = 100;
    private static final int MOST_RESULTS = 1_000;

    private final ViewsQueries queries;

    TenantRoutes(ViewsQueries queries) {
        this.queries = queries;
    }

    List<Route> all() {
        return List.of(
                route("/api/v1/tenants/{tenant}", Set.of(), this::tenant),
                route("/api/v1/tenants/{tenant}/results", Set.of("limit"), this::results),
                route("/api/v1/tenants/{tenant}/queries/{query}", Set.of(), this::query),
                route("/api/v1/tenants/{tenant}/queries/{query}/decisions", Set.of(), this::decisions),
                route("/api/v1/tenants/{tenant}/queries/{query}/ledger", Set.of(), this::ledger));
    }

    private static Route route(String path, Set<String> parameters, Function<Request, ObjectNode> answer) {
        return new Route(path, request -> Optional.of(request.tenant()), parameters, answer);
    }

    private ObjectNode tenant(Request request) {
        return queries.tenant(request.tenant())
                .map(SumsJson::of)
                .orElseThrow(() -> ApiException.notFound("tenant", request.tenant()));
    }

    private ObjectNode results(Request request) {
        ObjectNode node = Json.object();
        node.put("tenant", request.tenant());
        RecordJson.put(node, "results", queries.latestResults(request.tenant(), request.limit(RESULTS, MOST_RESULTS)));
        return node;
    }

    private ObjectNode query(Request request) {
        QueryView query = queries.query(request.tenant(), request.queryId());
        if (!query.isKnown()) {
            throw unknown(request);
        }
        return QueryJson.of(request.tenant(), request.queryId(), query);
    }

    private ObjectNode decisions(Request request) {
        QueryView query = queries.query(request.tenant(), request.queryId());
        ObjectNode node = known(request, query);
        RecordJson.put(node, "decisions", query.decisions());
        return node;
    }

    private ObjectNode ledger(Request request) {
        QueryView query = queries.query(request.tenant(), request.queryId());
        ObjectNode node = known(request, query);
        RecordJson.put(node, "entries", query.ledger());
        node.set("totals", QueryJson.of(query.totals()));
        return node;
    }

    private static ObjectNode known(Request request, QueryView query) {
        if (!query.isKnown()) {
            throw unknown(request);
        }
        ObjectNode node = Json.object();
        node.put("tenant", request.tenant());
        node.put("query_id", request.queryId());
        return node;
    }

    private static ApiException unknown(Request request) {
        return ApiException.notFound("query", request.queryId());
    }
}
