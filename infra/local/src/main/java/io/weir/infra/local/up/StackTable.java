package io.weir.infra.local.up;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.infra.local.text.Table;
import java.util.Locale;
import java.util.Map;

/** The table of {@code weir up}: queries, cost-of-pass by task and tier, and what each budget has left. */
final class StackTable {

    private static final double NANO = 1e9;

    private StackTable() {}

    /**
     * @param summary answer of /api/v1/summary
     * @param accounts answer of /api/v1/accounts
     */
    static String of(JsonNode summary, JsonNode accounts, int sent, int size) {
        StringBuilder out = new StringBuilder();
        out.append(headline(summary, sent, size)).append("\n\n");
        append(out, costOfPass(summary));
        out.append('\n');
        append(out, budgets(accounts));
        return out.toString();
    }

    /** One line for consoles that cannot redraw. */
    static String headline(JsonNode summary, int sent, int size) {
        StringBuilder statuses = new StringBuilder();
        for (Map.Entry<String, JsonNode> field : summary.path("queries").properties()) {
            if (field.getValue().asLong() > 0) {
                statuses.append("  ")
                        .append(field.getKey())
                        .append(' ')
                        .append(field.getValue().asLong());
            }
        }
        return String.format(
                Locale.ROOT,
                "queries %d of %d sent, %d closed:%s | pass rate %s | cost %s | cost of a pass %s",
                sent,
                size,
                summary.path("closed").asLong(),
                statuses,
                rate(summary.path("pass_rate")),
                dollars(summary.path("cost_nanodollars")),
                dollars(summary.path("cost_of_pass_nanodollars")));
    }

    private static void append(StringBuilder out, Table table) {
        table.lines(0).forEach(line -> out.append(line).append('\n'));
    }

    private static Table costOfPass(JsonNode summary) {
        Table table = new Table("task", "tier", "attempts", "passes", "pass rate", "cost", "cost of a pass");
        for (JsonNode slice : summary.path("by_task_and_tier")) {
            addSlice(table, slice.path("task").asText(), slice);
        }
        for (JsonNode slice : summary.path("by_tier")) {
            addSlice(table, "(all)", slice);
        }
        return table;
    }

    private static void addSlice(Table table, String task, JsonNode slice) {
        JsonNode counts = slice.path("counts");
        table.row(
                task,
                slice.path("tier").asText(),
                counts.path("attempts").asText("0"),
                counts.path("passes").asText("0"),
                rate(slice.path("pass_rate")),
                dollars(counts.path("cost_nanodollars")),
                dollars(slice.path("cost_of_pass_nanodollars")));
    }

    private static Table budgets(JsonNode accounts) {
        Table table = new Table("account", "limit", "window", "of", "held", "posted", "excess", "free");
        for (JsonNode account : accounts.path("accounts")) {
            for (JsonNode limit : account.path("limits")) {
                String unit = limit.path("unit").asText();
                table.row(
                        account.path("account").asText(),
                        limit.path("limit_id").asText(),
                        limit.path("window").asText(),
                        amount(limit, "limit", unit),
                        amount(limit, "held", unit),
                        amount(limit, "posted", unit),
                        amount(limit, "excess", unit),
                        amount(limit, "free", unit));
            }
        }
        return table;
    }

    private static String amount(JsonNode limit, String name, String unit) {
        return switch (unit) {
            case "money" -> dollars(limit.path(name + "_nanodollars"));
            case "energy" ->
                String.format(
                        Locale.ROOT, "%.1f J", limit.path(name + "_millijoules").asLong() / 1e3);
            default -> limit.path(name + "_" + unit).asText("-") + " " + unit;
        };
    }

    private static String dollars(JsonNode nanodollars) {
        return nanodollars.isNumber() ? String.format(Locale.ROOT, "$%.9f", nanodollars.asDouble() / NANO) : "-";
    }

    private static String rate(JsonNode rate) {
        return rate.isNumber() ? String.format(Locale.ROOT, "%.3f", rate.asDouble()) : "-";
    }
}
