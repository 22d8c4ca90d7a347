package io.weir.bench.router;

import io.weir.bench.Table;
import io.weir.bench.router.Latencies.Percentiles;
import java.util.List;
import java.util.Locale;

/** A report as a person reads it: medians, with least and greatest. */
final class RouterText {

    private RouterText() {}

    static String of(RouterReport report) {
        StringBuilder text = new StringBuilder(report.circumstances().text() + "\n");
        RouterOptions settings = report.settings();
        text.append(format(
                "%d rounds, exactly_once_v2, commit every %d ms, 1 thread, %d partitions, %,d accounts;"
                        + " a query: %,d characters, 3 inputs, one attempt%n%n",
                settings.rounds(),
                settings.commitMillis(),
                io.weir.schemas.Topics.DEFAULT_PARTITIONS,
                settings.accounts(),
                Load.PROMPT_CHARACTERS));
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
        if (!report.latencies().isEmpty()) {
            text.append('\n').append(latencies(report.latencies()));
        }
        if (!report.scales().isEmpty()) {
            text.append('\n').append(scales(report.scales()));
        }
        if (!report.profile().isEmpty()) {
            text.append('\n').append(profile(report));
        }
        return text.toString();
    }

    private static String latencies(List<LatencyPair> pairs) {
        Table table =
                new Table(2, "commit ms", "committed, from when due", "seen", "p50 ms", "p99 ms", "p99.9 ms", "max ms");
        StringBuilder ratios = new StringBuilder();
        for (LatencyPair pair : pairs) {
            String commit = Integer.toString(pair.commitMillis());
            row(table, commit, "identity: query", pair.identity().attempt());
            row(table, commit, "router: query to attempt", pair.router().attempt());
            row(table, commit, "identity: query, then outcome", pair.identity().result());
            row(table, commit, "router: query to result", pair.router().result());
            ratios.append(format(
                    "commit every %d ms: p99 over identity %.2f to the attempt, %.2f to the result%n",
                    pair.commitMillis(), pair.p99OfAttemptOverIdentity(), pair.p99OfResultOverIdentity()));
        }
        Latencies first = pairs.get(0).router();
        return format(
                        "at half of that load: %,.0f queries/s asked, %,.0f kept, %,d queries counted each%n",
                        first.queriesPerSecond(), first.achievedPerSecond(), first.queries())
                + table.render()
                + ratios;
    }

    private static String scales(List<Scale> scales) {
        Table table = new Table(1, "router alone", "queries/s", "app µs a query", "allocated KB a query");
        for (Scale scale : scales) {
            table.add(
                    scale.accounts() <= Load.ACCOUNTS_OF_TENANT
                            ? "one tenant alone"
                            : format("%,d accounts", scale.accounts()),
                    scale.queriesPerSecond().text(0),
                    scale.appMicrosPerQuery().text(1),
                    format("%.1f", scale.allocatedBytesPerQuery().median() / 1024));
        }
        List<Scale> shared = scales.stream()
                .filter(scale -> scale.accounts() > Load.ACCOUNTS_OF_TENANT)
                .toList();
        if (shared.size() < 2) {
            return table.render();
        }
        Scale least = shared.get(0);
        Scale most = shared.get(shared.size() - 1);
        return table.render()
                + format(
                        "throughput at %,d accounts over that at %,d: %.2f%n",
                        most.accounts(),
                        least.accounts(),
                        most.queriesPerSecond().median()
                                / least.queriesPerSecond().median());
    }

    private static void row(Table table, String commit, String name, Percentiles p) {
        table.add(
                commit,
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
