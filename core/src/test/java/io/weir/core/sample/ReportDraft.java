package io.weir.core.sample;

import io.weir.core.cost.Usage;
import io.weir.core.query.Answer;
import io.weir.core.query.AttemptStatus;
import io.weir.core.query.ErrorClass;
import io.weir.core.query.OutcomeReport;
import io.weir.core.query.QueryKey;
import io.weir.core.query.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An outcome being written: answered, unjudged, nothing used, no claim. */
public final class ReportDraft {

    private final QueryKey key;
    private final int attempt;
    private @Nullable String claim;
    private AttemptStatus status = AttemptStatus.ANSWERED;
    private @Nullable ErrorClass errorClass;
    private Usage usage = Usage.NONE;
    private Verdict verdict = Verdict.UNKNOWN;
    private long energyMillijoules;
    private boolean estimated;
    private @Nullable String content;

    private ReportDraft(QueryKey key, int attempt) {
        this.key = key;
        this.attempt = attempt;
    }

    public static ReportDraft of(QueryKey key, int attempt) {
        return new ReportDraft(key, attempt);
    }

    public ReportDraft claim(@Nullable String name) {
        claim = name;
        return this;
    }

    public ReportDraft status(AttemptStatus newStatus) {
        status = newStatus;
        return this;
    }

    public ReportDraft error(ErrorClass whose) {
        status = AttemptStatus.ERROR;
        errorClass = whose;
        return this;
    }

    public ReportDraft used(long inputTokens, long outputTokens) {
        usage = Usage.of(inputTokens, outputTokens);
        return this;
    }

    public ReportDraft used(Usage tokens) {
        usage = tokens;
        return this;
    }

    public ReportDraft energy(long millijoules) {
        energyMillijoules = millijoules;
        return this;
    }

    public ReportDraft verdict(Verdict newVerdict) {
        verdict = newVerdict;
        return this;
    }

    /** The engine gave no usage: what was used is the worker's bound. */
    public ReportDraft estimated() {
        estimated = true;
        return this;
    }

    public ReportDraft content(String text) {
        content = text;
        return this;
    }

    public OutcomeReport write() {
        boolean answered = status == AttemptStatus.ANSWERED || status == AttemptStatus.TRUNCATED;
        return new OutcomeReport(
                key,
                attempt,
                claim,
                status,
                errorClass,
                estimated ? OutcomeReport.USAGE_ESTIMATED : errorClass == null ? null : "code_" + errorClass.wireName(),
                null,
                usage,
                verdict,
                "exact",
                null,
                answered
                        ? new Answer(
                                "assistant",
                                content == null ? "attempt " + attempt : content,
                                List.of(),
                                null,
                                "stop",
                                "served",
                                "request")
                        : null,
                1,
                2L,
                3,
                energyMillijoules,
                "estimated",
                "worker",
                0);
    }
}
