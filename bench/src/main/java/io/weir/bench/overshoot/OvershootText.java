package io.weir.bench.overshoot;

import io.weir.bench.Table;
import java.util.Locale;

/** The report as text. */
final class OvershootText {

    private static final double NANODOLLARS = 1e9;

    private OvershootText() {}

    static String of(OvershootReport report) {
        StringBuilder text = new StringBuilder();
        text.append(report.circumstances().text()).append("\n\n");
        text.append(String.format(
                Locale.ROOT,
                "%,d queries by %d producers on %,d accounts in %.0f s (%,.0f a second); results %s%n%n",
                report.options().queries(),
                report.options().producers(),
                report.options().accounts(),
                report.seconds(),
                report.queriesPerSecond(),
                report.results()));
        Table counts = new Table(1, "looked at", "count", "wrong");
        counts.add(
                "holds, each against every limit above its account",
                count(report.holds()),
                "overshoot " + report.overshoots());
        counts.add(
                "candidates left out for want of room, of " + count(report.candidates()),
                count(report.candidatesWithoutRoom()),
                "false " + report.falseRefusals());
        counts.add("queries refused for want of room", count(report.refusals()), "misstated " + report.misstated());
        counts.add("ledger entries", count(report.entries()), "wrong balances " + report.wrongBalances());
        counts.add("decisions", count(report.decisions()), "out of order " + report.brokenOrder());
        counts.add("holds open at rest", count(report.openHolds()), "");
        counts.add(
                "limits that refused, of " + count(report.limits()) + " (changed " + count(report.edits()) + " times)",
                count(report.limitsHit()),
                "");
        counts.add("excess entries", count(report.excessEntries()), "");
        text.append(counts.render()).append('\n');
        text.append(String.format(
                Locale.ROOT,
                "booked $%.6f ($%.6f of it excess), billed $%.6f, tenants that differ %d; audit %.0f s%n%n",
                report.bookedNanodollars() / NANODOLLARS,
                report.excessNanodollars() / NANODOLLARS,
                report.billedNanodollars() / NANODOLLARS,
                report.booksDiffer(),
                report.auditSeconds()));
        Table exact = new Table(1, "budget of n holds against n + 1", "n", "let through", "refused");
        report.exact()
                .forEach(row ->
                        exact.add(row.unit(), count(row.holds()), count(row.letThrough()), count(row.refused())));
        text.append(exact.render());
        report.examples().forEach(example -> text.append('\n').append(example));
        return text.append(report.examples().isEmpty() ? "" : "\n").toString();
    }

    private static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
