package io.weir.bench.peers;

import io.weir.bench.Table;
import java.util.Locale;

/** The table as text; money in requests, as the engine bills them. */
final class PeerText {

    private PeerText() {}

    static String of(PeerReport report) {
        StringBuilder text = new StringBuilder(report.circumstances().text())
                .append("\n\n")
                .append(report.options().requests())
                .append(" requests at once, engine 200 to 500 ms\n\n");
        Table table = new Table(
                2,
                "row",
                "LiteLLM",
                "budget",
                "at once",
                "in the end",
                "refused",
                "stranded",
                "free at rest",
                "ceiling",
                "posted",
                "excess",
                "engine",
                "not booked");
        for (Row row : report.rows()) {
            table.add(
                    row.name() + (row.holds() ? "" : " (!)"),
                    row.peer(),
                    String.format(Locale.ROOT, "%.1f", row.budget()),
                    Long.toString(row.atOnce()),
                    Long.toString(row.letThrough()),
                    Long.toString(row.refused()),
                    requests(row.heldAtRest()),
                    requests(row.freeAtRest()),
                    Long.toString(row.ceilingTokens()),
                    requests(row.posted()),
                    requests(row.excess()),
                    row.engineRequests() + " = " + requests(row.engineBilled()),
                    requests(row.unbooked()));
        }
        text.append(table.render()).append('\n');
        report.rows().forEach(row -> text.append("- ")
                .append(row.name())
                .append(": ")
                .append(row.what())
                .append('\n'));
        return text.append("\nAmounts are in requests of ")
                .append(EngineModel.ANSWER_TOKENS)
                .append(" tokens; ceiling in output tokens.\n")
                .toString();
    }

    private static String requests(long nanodollars) {
        double requests = (double) nanodollars / Prices.request(EngineModel.ANSWER_TOKENS);
        return String.format(Locale.ROOT, "%.2f", requests).replaceAll("\\.00$", "");
    }
}
