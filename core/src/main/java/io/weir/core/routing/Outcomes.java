package io.weir.core.routing;

import io.weir.core.cost.Tariff;
import io.weir.core.cost.Usage;
import io.weir.core.ledger.Amounts;
import io.weir.core.ledger.EntryKind;
import io.weir.core.query.AbandonedAttempt;
import io.weir.core.query.AttemptStatus;
import io.weir.core.query.ClosedQuery;
import io.weir.core.query.ErrorClass;
import io.weir.core.query.Lease;
import io.weir.core.query.OpenAttempt;
import io.weir.core.query.OpenQuery;
import io.weir.core.query.OutcomeReport;
import io.weir.core.query.PastAttempt;
import io.weir.core.query.Query;
import io.weir.core.query.QueryKey;
import io.weir.core.query.ResultStatus;
import io.weir.core.query.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an outcome does: accepted once, priced at the hold's tariff, settled, and followed by a result or an attempt. */
final class Outcomes {

    private Outcomes() {}

    static void reported(Step step, OutcomeReport report) {
        OpenQuery query = step.state().open(report.key());
        OpenAttempt attempt = query == null ? null : query.open();
        if (query == null || attempt == null || attempt.number() != report.attempt()) {
            // Lost bills nothing: as a late outcome it would use up the one that the engine's bill may still come with.
            if (report.status() != AttemptStatus.LOST) {
                late(step, report, query);
            }
        } else if (isAnothersClaim(attempt, report)) {
            String reason = "attempt " + report.attempt() + " is held by another claim";
            step.refuse(report.key().tenant(), "stale_claim", "claim", String.valueOf(report.claim()), reason);
        } else if (report.status() == AttemptStatus.LOST) {
            giveUp(step, query, AttemptStatus.LOST, "redelivered");
            Dispatch.next(step, Objects.requireNonNull(step.state().open(report.key())), null);
        } else {
            accept(step, query, attempt, report, null, EntryKind.VOIDED);
            follow(step, Objects.requireNonNull(step.state().open(report.key())), attempt, report);
        }
    }

    /** A worker that reports a redelivered record as lost has no claim of its own. */
    private static boolean isAnothersClaim(OpenAttempt attempt, OutcomeReport report) {
        Lease lease = attempt.lease();
        return lease != null && report.claim() != null && !report.claim().equals(lease.claim());
    }

    /**
     * Settles the attempt that is out without a word from its worker: unclaimed it costs nothing; claimed, what the last
     * heartbeat reported is posted. Either way a worker may still run it, and what its outcome adds will be excess.
     */
    static void giveUp(Step step, OpenQuery query, AttemptStatus status, String code) {
        OpenAttempt attempt = query.open();
        if (attempt == null) {
            return;
        }
        Lease lease = attempt.lease();
        QueryKey key = query.query().key();
        OutcomeReport report = OutcomeReport.silent(key, attempt.number(), status, code, lease, step.atMicros);
        AbandonedAttempt abandoned = new AbandonedAttempt(
                attempt.number(),
                attempt.tier(),
                attempt.model(),
                lease == null ? "" : lease.claim(),
                attempt.hold(),
                attempt.tariff(),
                used(attempt.tariff(), report));
        accept(
                step,
                query,
                attempt,
                report,
                abandoned,
                status == AttemptStatus.TIMEOUT ? EntryKind.EXPIRED : EntryKind.VOIDED);
        if (lease != null) {
            step.emit(new Effect.WorkerCancelled(key, attempt.number(), lease));
        }
    }

    private static void accept(
            Step step,
            OpenQuery query,
            OpenAttempt attempt,
            OutcomeReport report,
            @Nullable AbandonedAttempt abandoned,
            EntryKind unused) {
        Amounts used = used(attempt.tariff(), report);
        String reason = report.answered() ? "" : report.status().wireName();
        Bookkeeping.settle(step, query.query(), attempt, used, unused, reason);
        Discrepancy.check(
                step,
                query.query().account(),
                attempt.tier(),
                report,
                used,
                attempt.hold().amounts());
        PastAttempt past = new PastAttempt(
                attempt.number(),
                attempt.tier(),
                attempt.model(),
                report.status().wireName(),
                report.verdict().wireName(),
                used.moneyNanodollars(),
                report.usage(),
                report.energyMillijoules(),
                report.serviceMicros(),
                attempt.maxOutputTokens(),
                attempt.loweredFrom(),
                attempt.continues());
        long seq = step.books(query.query().key().tenant()).outcomeSeq() + 1;
        step.emit(new Effect.OutcomeAccepted(query.query(), attempt, report, used, seq, past, abandoned));
    }

    /** Amounts that an outcome stands for. A request counts once an engine has spent anything on it. */
    private static Amounts used(Tariff tariff, OutcomeReport report) {
        Usage usage = report.usage();
        boolean spent = report.answered() || usage.totalTokens() > 0 || report.energyMillijoules() > 0;
        long requests = spent ? 1 : 0;
        return new Amounts(
                tariff.costNanodollars(usage, requests), usage.totalTokens(), report.energyMillijoules(), requests);
    }

    private static void follow(Step step, OpenQuery query, OpenAttempt attempt, OutcomeReport report) {
        boolean verified = query.query().verifier().verifies();
        if (report.answered() && report.verdict() == Verdict.PASS) {
            String reason = attempt.tier() + " passed in attempt " + attempt.number() + remark(attempt, report);
            Dispatch.close(step, query, ResultStatus.PASSED, reason, null, report.answer(), attempt.tier());
        } else if (Continuation.sent(step, query, attempt, report)) {
            return;
        } else if (report.answered() && report.verdict() == Verdict.UNKNOWN) {
            String judged = verified ? "the verifier could not judge" : "nothing verifies it";
            String reason = attempt.tier() + " answered, " + judged + remark(attempt, report);
            Dispatch.close(step, query, ResultStatus.ANSWERED, reason, null, report.answer(), attempt.tier());
        } else if (report.errorClass() == ErrorClass.CALLER || report.errorClass() == ErrorClass.POLICY) {
            Dispatch.close(step, query, ResultStatus.FAILED, error(attempt, report), null, null, "");
        } else {
            Dispatch.next(step, query, report.answer());
        }
    }

    /** What a reader of the result should know of its length. */
    private static String remark(OpenAttempt attempt, OutcomeReport report) {
        String made = attempt.continues() == 0
                ? ""
                : "; it makes the cut answer of attempt " + attempt.continues() + " again";
        made += attempt.loweredFrom() == 0
                ? ""
                : "; its ceiling was " + attempt.maxOutputTokens() + " tokens, not " + attempt.loweredFrom()
                        + ", for want of room";
        return report.status() == AttemptStatus.TRUNCATED
                ? made + "; cut at " + report.usage().outputTokens() + " tokens"
                : made;
    }

    private static String error(OpenAttempt attempt, OutcomeReport report) {
        return attempt.tier() + " refused: " + report.errorCode() + " "
                + Objects.requireNonNullElse(report.errorMessage(), "");
    }

    private static void late(Step step, OutcomeReport report, @Nullable OpenQuery open) {
        if (open != null) {
            Query query = open.query();
            late(step, report, open.abandoned(), query.account(), query.task(), query.labels());
            return;
        }
        ClosedQuery closed = step.state().closed(report.key());
        if (closed != null) {
            late(step, report, closed.abandoned(), closed.account(), closed.task(), closed.labels());
        }
    }

    /** Books what a worker billed for an attempt that was given up. Anything else is a repeat, and has no effect. */
    private static void late(
            Step step,
            OutcomeReport report,
            List<AbandonedAttempt> abandoned,
            String account,
            String task,
            Map<String, String> labels) {
        Optional<AbandonedAttempt> match = abandoned.stream()
                .filter(a -> a.number() == report.attempt() && a.isUnder(report.claim()))
                .findFirst();
        if (match.isEmpty()) {
            return;
        }
        AbandonedAttempt attempt = match.get();
        Amounts used = used(attempt.tariff(), report);
        Amounts added = used.above(attempt.booked());
        Seals.before(step, report.key().tenant()); // it may add nothing, and is numbered all the same
        Bookkeeping.late(step, report.key(), account, attempt, added);
        Discrepancy.check(
                step, account, attempt.tier(), report, used, attempt.hold().amounts());
        long seq = step.books(report.key().tenant()).outcomeSeq() + 1;
        step.emit(new Effect.LateOutcomeAccepted(report, attempt, account, task, labels, added, seq));
    }
}
