package io.weir.core.routing;

import io.weir.core.cost.Usage;
import io.weir.core.ledger.Amounts;
import io.weir.core.query.Answer;
import io.weir.core.query.OutcomeReport;
import io.weir.core.query.QueryKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with the usage that an engine reports, as far as the router can tell: it bills above the ceilings that it was given,
 * it gives no usage, or its figures do not go with an answer. The books take the figure as it came, within the hold and above it;
 * the alert says that somebody should compare it with the provider's invoice.
 *
 * <p>A wrong figure that stays within the hold and is not absurd is not seen here.
 */
final class Discrepancy {

    /** The longest tokens of common vocabularies are runs of 128 spaces; this is twice that. */
    static final long MOST_CHARACTERS_PER_TOKEN = 256;

    private Discrepancy() {}

    /**
     * Raises an alert of kind discrepancy where something is wrong.
     *
     * @param used what the report stands for
     * @param held what was held for the attempt
     */
    static void check(Step step, String account, String tier, OutcomeReport report, Amounts used, Amounts held) {
        List<String> wrong = wrong(report, used, held);
        if (wrong.isEmpty()) {
            return;
        }
        QueryKey key = report.key();
        String why = String.join(", ", wrong);
        Usage usage = report.usage();
        step.emit(new Effect.AlertRaised(
                account,
                key.tenant() + "/" + key.queryId() + "/" + report.attempt() + "/discrepancy",
                "discrepancy",
                "usage of attempt " + report.attempt() + " of query " + key.queryId() + " at " + tier + ": " + why,
                Map.of(
                        "tier", tier,
                        "wrong", why,
                        "input_tokens", Long.toString(usage.inputTokens()),
                        "output_tokens", Long.toString(usage.outputTokens()),
                        "held_tokens", Long.toString(held.tokens()),
                        "money_nanodollars", Long.toString(used.moneyNanodollars()),
                        "held_nanodollars", Long.toString(held.moneyNanodollars()))));
    }

    private static List<String> wrong(OutcomeReport report, Amounts used, Amounts held) {
        List<String> wrong = new ArrayList<>(2);
        if (used.tokens() > held.tokens() || used.moneyNanodollars() > held.moneyNanodollars()) {
            wrong.add("above_hold");
        }
        if (report.answered()) {
            if (OutcomeReport.USAGE_ESTIMATED.equals(report.errorCode())) {
                wrong.add("missing");
            }
            if (report.usage().inputTokens() == 0) {
                wrong.add("no_input_tokens");
            }
            if (characters(report.answer())
                    > MOST_CHARACTERS_PER_TOKEN * report.usage().outputTokens()) {
                wrong.add("too_few_output_tokens");
            }
        }
        return wrong;
    }

    /** UTF-16 units of the answer, at most its bytes; what a worker did not pass on counts nothing. */
    private static long characters(@Nullable Answer answer) {
        if (answer == null) {
            return 0;
        }
        long characters = answer.content() == null ? 0 : answer.content().length();
        for (Answer.ToolCall call : answer.toolCalls()) {
            characters += call.name().length() + (long) call.arguments().length();
        }
        return characters;
    }
}
