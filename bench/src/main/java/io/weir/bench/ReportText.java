package io.weir.bench;

import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A report as Markdown. Money in micro-dollars, since a query of small models costs about one. */
final class ReportText {

    private static final double NANO_PER_MICRO = 1_000;
    private static final double PERCENT = 100;

    private ReportText() {}

    static String of(PolicyReport report) {
        String head = String.format(
                Locale.ROOT,
                "%d prompts × %d rounds, %d orders of arrival, seed %d, tiers %s, calibration after every %d outcome(s).%n"
                        + "Mean ± half-width of the 95 %% interval over the orders; without ± it is the same in every order.%n",
                report.prompts(),
                report.rounds(),
                report.orders(),
                report.seed(),
                String.join(" < ", report.tiers()),
                report.calibrateEvery());
        String last = report.rounds() == 1
                ? ""
                : "\nThe last round alone:\n\n" + figures(report, PolicyReport.Row::lastRound);
        return head
                + "\nAll rounds:\n\n"
                + figures(report, PolicyReport.Row::allRounds)
                + last
                + "\ncheapest-pass against each policy in the last round, order by order:\n\n"
                + paired(report);
    }

    private static String figures(PolicyReport report, Function<PolicyReport.Row, Figures> of) {
        Table table = new Table(
                2,
                "verifier",
                "policy",
                "truly passed %",
                "wrong delivered %",
                "µ$ a query",
                "µ$ a true pass",
                "attempts a query");
        for (PolicyReport.Row row : report.rows()) {
            Figures figures = of.apply(row);
            table.add(
                    row.verifier(),
                    row.policy(),
                    text(figures.passRate(), PERCENT, 1),
                    text(figures.wrongRate(), PERCENT, 1),
                    text(figures.costPerQueryNanodollars(), 1 / NANO_PER_MICRO, 3),
                    text(figures.costPerPassNanodollars(), 1 / NANO_PER_MICRO, 3),
                    text(figures.attemptsPerQuery(), 1, 2));
        }
        return table.render();
    }

    private static String paired(PolicyReport report) {
        Table table = new Table(2, "verifier", "against", "truly passed, points", "cost a query, %");
        for (Paired pair : report.paired()) {
            Estimate ratio = pair.costPerQueryRatio();
            table.add(
                    pair.verifier(),
                    pair.against(),
                    signed(pair.passRateDifference(), 1),
                    ratio == null ? "was free" : signed(new Estimate(ratio.mean() - 1, ratio.halfWidth()), 1));
        }
        return table.render();
    }

    private static String text(@Nullable Estimate estimate, double scale, int digits) {
        if (estimate == null) {
            return "no pass";
        }
        String mean = String.format(Locale.ROOT, "%." + digits + "f", estimate.mean() * scale);
        return mean + halfWidth(estimate, scale, digits);
    }

    private static String signed(Estimate estimate, int digits) {
        return String.format(Locale.ROOT, "%+." + digits + "f", estimate.mean() * PERCENT)
                + halfWidth(estimate, PERCENT, digits);
    }

    /** An interval that is only rounding of the sums says nothing, so it is left out. */
    private static String halfWidth(Estimate estimate, double scale, int digits) {
        boolean constant = estimate.halfWidth() <= 1e-9 * Math.max(1e-9, Math.abs(estimate.mean()));
        return constant ? "" : String.format(Locale.ROOT, " ±%." + digits + "f", estimate.halfWidth() * scale);
    }
}
