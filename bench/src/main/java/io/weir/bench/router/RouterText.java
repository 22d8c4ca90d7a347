package io.weir.bench.router;

import io.weir.bench.Table;
import io.weir.bench.router.Latencies.Percentiles;
import java.util.Locale;

/** A report as a person reads it: medians, with least and greatest. */
final class RouterText {

    private RouterText() {}

    static String of(RouterReport report) {
        StringBuilder text = new StringBuilder(report.circumstances().text() + "\n");
        RouterOptions settings = report.settings();
        text.append(format(
                "%d rounds, exactly_once_v2, commit every %d ms, 1 thread, %d partitions; a query: 3 inputs, one attempt%n%n",
                settings.rounds(), settings.commitMillis(), io.weir.schemas.Topics.DEFAULT_PARTITIONS));
        Table table = new Table(
                1, "topology", "queries/s", "app µs a query", "broker µs a query", "both", "allocated KB a query");
        report.summary()
                .forEach((name, summary) -> table.add(
                        name,
                        summary.queriesPerSecond().text(0),
                        summary.appMicrosPerQuery().text(1),
                        summary.brokerMicrosPerQuery().text(1),
                        summary.microsPerQuery().text(1),
                        format("%.1f", summary.allocatedBytesPerQuery().median() / 1024)));
        text.append(table.render()).append('\n');
        report.ratios()
                .forEach((name, ratio) -> text.append(format(
                        "%s: CPU %s, app CPU %s, time %s%n",
                        name.replace('_', ' '),
                        ratio.cpu().text(2),
                        ratio.appCpu().text(2),
                        ratio.time().text(2))));
        Latencies latency = report.latency();
        if (latency != null) {
            text.append('\n').append(latencies(latency));
        }
        if (!report.profile().isEmpty()) {
            text.append('\n').append(profile(report));
        }
        return text.toString();
    }

    private static String latencies(Latencies latency) {
        Table table = new Table(1, "from query to", "seen", "p50 ms", "p99 ms", "p99.9 ms", "max ms");
        row(table, "attempt", latency.attempt());
        row(table, "result", latency.result());
        return format(
                        "at half of that load: %,.0f queries/s asked, %,.0f kept, %,d queries counted from when they were due%n",
                        latency.queriesPerSecond(), latency.achievedPerSecond(), latency.queries())
                + table.render();
    }

    private static void row(Table table, String name, Percentiles p) {
        table.add(
                name,
                format("%,d", p.seen()),
                format("%.1f", p.p50()),
                format("%.1f", p.p99()),
                format("%.1f", p.p999()),
                format("%.1f", p.max()));
    }

    private static String profile(RouterReport report) {
        Table table = new Table(1, "where the router's CPU goes", "samples", "%");
        report.profile()
                .forEach(share ->
                        table.add(share.group(), format("%,d", share.samples()), format("%.1f", share.share() * 100)));
        return table.render();
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
