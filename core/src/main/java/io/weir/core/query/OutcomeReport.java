package io.weir.core.query;

import io.weir.core.cost.Usage;
import org.jspecify.annotations.Nullable;

/**
 * What a worker says became of an attempt: metered, not yet priced. Durations in microseconds, energy in millijoules.
 *
 * @param claim claim under which it ran; null where there was none
 * @param errorClass whose fault an error is; null where there was none
 * @param energyMethod measured, attributed or estimated
 * @param answer answer; null where there is none
 */
public record OutcomeReport(
        QueryKey key,
        int attempt,
        @Nullable String claim,
        AttemptStatus status,
        @Nullable ErrorClass errorClass,
        @Nullable String errorCode,
        @Nullable String errorMessage,
        Usage usage,
        Verdict verdict,
        String verifier,
        @Nullable Double score,
        @Nullable Answer answer,
        long queueMicros,
        @Nullable Long firstTokenMicros,
        long serviceMicros,
        long energyMillijoules,
        String energyMethod,
        String worker,
        long observedAtMicros) {

    /** Error code beside an answer whose engine gave no usage: what stands there is a bound, see the worker's. */
    public static final String USAGE_ESTIMATED = "usage_estimated";

    /** A report that the router makes itself, for an attempt whose worker says nothing. */
    public static OutcomeReport silent(
            QueryKey key, int attempt, AttemptStatus status, String code, @Nullable Lease lease, long atMicros) {
        return new OutcomeReport(
                key,
                attempt,
                lease == null ? null : lease.claim(),
                status,
                null,
                code,
                null,
                lease == null ? Usage.NONE : lease.usage(),
                Verdict.UNKNOWN,
                "none",
                null,
                null,
                0,
                null,
                0,
                lease == null ? 0 : lease.energyMillijoules(),
                "estimated",
                lease == null ? "" : lease.worker(),
                atMicros);
    }

    /** Whether the tier itself erred: what takes a tier down. */
    public boolean tierErred() {
        return errorClass == ErrorClass.PROVIDER || errorClass == ErrorClass.OWN;
    }

    public boolean answered() {
        return status == AttemptStatus.ANSWERED || status == AttemptStatus.TRUNCATED;
    }
}
