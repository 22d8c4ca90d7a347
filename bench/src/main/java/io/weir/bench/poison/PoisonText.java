package io.weir.bench.poison;

import io.weir.bench.Table;
import io.weir.bench.poison.PoisonReport.Kind;
import io.weir.bench.poison.PoisonReport.Percentiles;
import java.util.Locale;
import java.util.Objects;

/** A report as a person reads it. */
final class PoisonText {

    private static final int MOST = 72;

    private PoisonText() {}

    static String of(PoisonReport report) {
        PoisonOptions settings = report.settings();
        StringBuilder text = new StringBuilder(report.circumstances().text()).append("\n\n");
        Table kinds = new Table(6, "kind", "by", "code", "field", "value", "reason", "doses", "handled");
        for (Kind kind : report.kinds()) {
            Answer answer = kind.example();
            kinds.add(
                    kind.name(),
                    answer.by().text(),
                    answer.code(),
                    Objects.requireNonNullElse(answer.field(), "-"),
                    cut(Objects.requireNonNullElse(answer.value(), "-"), 24),
                    cut(answer.reason(), MOST),
                    Long.toString(kind.doses()),
                    Long.toString(kind.handled()));
        }
        text.append(kinds.render()).append('\n');
        Table latency = new Table(1, "good tenants, query to result", "queries", "p50 ms", "p99 ms", "max ms");
        row(latency, "quiet windows", report.quiet());
        row(latency, "windows of poison", report.poison());
        text.append(String.format(
                Locale.ROOT,
                "%d pairs of windows of %d s (%d s to settle); %.0f good queries/s, %.0f doses/s%n",
                settings.pairs(),
                settings.windowSeconds(),
                settings.settleSeconds(),
                settings.goodPerSecond(),
                settings.poisonPerSecond()));
        text.append(latency.render());
        text.append(String.format(
                Locale.ROOT,
                "p99 poison / quiet: %.2f; pair by pair %s; good queries %d, with a result %d%n",
                report.p99Ratio(),
                report.pairRatios().text(2),
                report.sent(),
                report.answered()));
        for (Kind kind : report.mishandled()) {
            text.append(String.format(
                    Locale.ROOT,
                    "MISHANDLED %s: %d of %d doses handled, expected %s, got %s%n",
                    kind.name(),
                    kind.handled(),
                    kind.doses(),
                    kind.expected(),
                    kind.example()));
        }
        return text.toString();
    }

    private static void row(Table table, String name, Percentiles p) {
        table.add(
                name,
                Long.toString(p.queries()),
                String.format(Locale.ROOT, "%.0f", p.p50()),
                String.format(Locale.ROOT, "%.0f", p.p99()),
                String.format(Locale.ROOT, "%.0f", p.max()));
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most) + "…";
    }
}
