package io.weir.streams.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.streams.query.QueryView;
import io.weir.streams.views.LedgerTotals;
import io.weir.streams.views.Quantities;

/** A query as JSON. */
final class QueryJson {
    private QueryJson() {}

    /** State, result with its message, attempts with their reasons, and totals of the ledger. */
    static ObjectNode of(String tenant, String queryId, QueryView query) {
        ObjectNode node = Json.object();
        node.put("tenant", tenant);
        node.put("query_id", queryId);
        node.put("state", query.result().isPresent() ? "closed" : "open");
        query.result()
                .ifPresentOrElse(result -> node.set("result", RecordJson.of(result)), () -> node.putNull("result"));
        ArrayNode attempts = node.putArray("attempts");
        query.attempts().forEach(attempt -> attempts.add(of(attempt)));
        node.set("totals", of(query.totals()));
        return node;
    }

    private static ObjectNode of(QueryView.Attempt attempt) {
        ObjectNode node = Json.object();
        node.put("number", attempt.number());
        attempt.decision().ifPresent(decision -> {
            node.put("tier", decision.getTier());
            node.put("decided_at", decision.getAt().toString());
            node.put("reason", decision.getReason());
        });
        attempt.outcome().ifPresentOrElse(brief -> node.setAll(RecordJson.of(brief)), () -> node.putNull("status"));
        return node;
    }

    /** Totals of ledger entries. */
    static ObjectNode of(LedgerTotals totals) {
        ObjectNode node = Json.object();
        node.set("held", of(totals.held()));
        node.set("posted", of(totals.posted()));
        node.set("excess", of(totals.excess()));
        node.set("adjusted", of(totals.adjusted()));
        return node;
    }

    private static ObjectNode of(Quantities quantities) {
        ObjectNode node = Json.object();
        Json.put(node, "money_nanodollars", quantities.moneyNanodollars());
        Json.put(node, "tokens", quantities.tokens());
        Json.put(node, "energy_millijoules", quantities.energyMillijoules());
        Json.put(node, "requests", quantities.requests());
        return node;
    }
}
