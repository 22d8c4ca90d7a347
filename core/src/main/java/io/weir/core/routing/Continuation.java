package io.weir.core.routing;

import io.weir.core.query.AttemptStatus;
import io.weir.core.query.OpenAttempt;
import io.weir.core.query.OpenQuery;
import io.weir.core.query.OutcomeReport;
import io.weir.core.query.Query;
import io.weir.core.tier.Tier;
import java.util.List;
import java.util.Objects;

/**
 * A cut answer is made again: where Weir's own ceiling ended an answer, and neither the caller's nor the tier's, the same tier
 * is asked once more, with a hold of its own for a larger ceiling. That is what lets a ceiling be a quantile.
 *
 * <p>Once per attempt, and where the larger hold fits; it does not count against the most attempts. Engines are asked from the
 * start, since no call that all of them share goes on with half an answer: what was cut is paid for twice.
 */
final class Continuation {

    private Continuation() {}

    /** Sends the attempt that continues a cut one; false, and nothing done, where there is none to send. */
    static boolean sent(Step step, OpenQuery open, OpenAttempt cut, OutcomeReport report) {
        Tier tier = step.state().catalogue().tiers().get(cut.tier());
        boolean again = cut.continues() == 0 && cutByWeir(open.query(), cut, report) && wanted(step, open.query());
        if (tier == null || tier.deleted() || !again) {
            return false;
        }
        long ceiling = Ceilings.continued(step, open.query(), tier, cut.maxOutputTokens());
        if (ceiling <= cut.maxOutputTokens()) {
            return false;
        }
        Candidate candidate = Candidates.again(step, open, tier, ceiling);
        if (!candidate.usable()) {
            return false;
        }
        String reason = "attempt " + cut.number() + " at " + cut.tier() + " was cut at " + cut.maxOutputTokens()
                + " tokens: made again with up to " + ceiling;
        Dispatch.again(step, open, cut.number(), List.of(candidate), reason);
        return true;
    }

    /** Whether an answer ended at a ceiling that nobody but Weir set. */
    static boolean cutByWeir(Query query, OpenAttempt attempt, OutcomeReport report) {
        return report.status() == AttemptStatus.TRUNCATED
                && query.maxOutputTokens() == 0
                && report.usage().outputTokens() >= attempt.maxOutputTokens();
    }

    private static boolean wanted(Step step, Query query) {
        return Objects.requireNonNullElse(step.inherited(query, policy -> policy.continueTruncated()), true);
    }
}
