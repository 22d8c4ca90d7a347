package io.weir.streams.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.streams.views.AccountView;
import io.weir.streams.views.LimitView;
import io.weir.streams.views.TermsView;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An account as JSON. */
final class AccountJson {
    private AccountJson() {}

    /** Totals, and a line for each limit and period. */
    static ObjectNode of(AccountView account) {
        ObjectNode node = Json.object();
        node.put("account", account.account());
        node.put("generation", account.generation());
        node.put("updated_at", account.updatedAt().toString());
        node.set("totals", QueryJson.of(account.totals()));
        ArrayNode limits = node.putArray("limits");
        account.limits().forEach(limit -> limits.add(of(limit)));
        return node;
    }

    private static ObjectNode of(LimitView limit) {
        ObjectNode node = Json.object();
        node.put("limit_id", limit.limitId());
        node.put("generation", limit.generation());
        node.put("unit", limit.unit());
        node.put("window", limit.window());
        node.put("hard", limit.hard());
        put(node, "period_start", limit.periodStart());
        put(node, "period_end", limit.periodEnd());
        String suffix = suffix(limit.unit());
        limit.free()
                .ifPresentOrElse(
                        free -> Json.put(node, "limit" + suffix, limit.limit()), () -> node.putNull("limit" + suffix));
        Json.put(node, "held" + suffix, limit.held());
        Json.put(node, "posted" + suffix, limit.posted());
        Json.put(node, "excess" + suffix, limit.excess());
        Json.put(node, "adjusted" + suffix, limit.adjusted());
        limit.free()
                .ifPresentOrElse(free -> Json.put(node, "free" + suffix, free), () -> node.putNull("free" + suffix));
        TermsView terms = limit.terms();
        if (terms != null && limit.free().isPresent()) {
            terms(node, terms, suffix);
        }
        return node;
    }

    /** What the limit in force is made of: declared + rolled_over + increase. */
    private static void terms(ObjectNode node, TermsView terms, String suffix) {
        Json.put(node, "declared" + suffix, terms.declared());
        Json.put(node, "rolled_over" + suffix, terms.rolledOver());
        Json.put(node, "increase" + suffix, terms.increase());
        put(node, "increase_until", terms.increaseUntil());
        Json.put(node, "rollover_max" + suffix, terms.rolloverMax());
        ArrayNode thresholds = node.putArray("thresholds_percent");
        terms.thresholds().forEach(thresholds::add);
        if (!terms.timeZone().isEmpty()) {
            node.put("time_zone", terms.timeZone());
        }
        if (terms.startDay() > 0) {
            node.put("start_day", terms.startDay());
        }
    }

    private static void put(ObjectNode node, String name, @Nullable Instant at) {
        if (at == null) {
            node.putNull(name);
        } else {
            node.put(name, at.toString());
        }
    }

    /** The unit is the last word of a name, as everywhere; a unit that is its own word needs no second one. */
    private static String suffix(String unit) {
        return switch (unit) {
            case "money" -> "_nanodollars";
            case "energy" -> "_millijoules";
            default -> "_" + unit;
        };
    }
}
