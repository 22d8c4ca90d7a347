package io.weir.streams.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.streams.query.SliceFigures;
import io.weir.streams.query.Summary;
import io.weir.streams.views.TenantView;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** Sums as JSON. */
final class SumsJson {
    private SumsJson() {}

    /** Sums of a tenant. */
    static ObjectNode of(TenantView tenant) {
        ObjectNode node = Json.object();
        node.put("tenant", tenant.tenant());
        putCounts(node, "queries", tenant.queries());
        Json.put(node, "attempts", tenant.attempts());
        Json.put(node, "cost_nanodollars", tenant.costNanodollars());
        Json.put(node, "input_tokens", tenant.inputTokens());
        Json.put(node, "output_tokens", tenant.outputTokens());
        Json.put(node, "energy_millijoules", tenant.energyMillijoules());
        return node;
    }

    /** Totals, and figures by task and tier and by tier. */
    static ObjectNode of(Summary summary) {
        ObjectNode node = Json.object();
        Json.put(node, "closed", summary.closed());
        putCounts(node, "queries", summary.queries());
        put(node, "pass_rate", summary.passRate());
        Json.put(node, "attempts", summary.attempts());
        Json.put(node, "cost_nanodollars", summary.costNanodollars());
        put(node, "cost_of_pass_nanodollars", summary.costOfPassNanodollars());
        Json.put(node, "energy_millijoules", summary.energyMillijoules());
        put(node, "by_tier", summary.byTier());
        put(node, "by_task_and_tier", summary.byTaskAndTier());
        return node;
    }

    private static void put(ObjectNode node, String name, List<SliceFigures> slices) {
        ArrayNode array = node.putArray(name);
        for (SliceFigures figures : slices) {
            ObjectNode item = array.addObject();
            new TreeMap<>(figures.slice()).forEach(item::put);
            putCounts(item, "counts", figures.counts());
            put(item, "pass_rate", figures.passRate());
            put(item, "cost_of_pass_nanodollars", figures.costOfPassNanodollars());
        }
    }

    private static void putCounts(ObjectNode node, String name, Map<String, Long> counts) {
        ObjectNode child = node.putObject(name);
        new TreeMap<>(counts).forEach((key, count) -> Json.put(child, key, count.longValue()));
    }

    private static void put(ObjectNode node, String name, OptionalDouble ratio) {
        Json.put(node, name, ratio.orElse(Double.NaN));
    }
}
