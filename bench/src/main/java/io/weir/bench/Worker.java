package io.weir.bench;

import io.weir.core.query.Answer;
import io.weir.core.query.AttemptStatus;
import io.weir.core.query.OpenAttempt;
import io.weir.core.query.OutcomeReport;
import io.weir.core.query.QueryKey;
import java.util.List;

/** The worker of a replay: reports what was recorded, with the verdict of the verification. No time and no energy. */
final class Worker {

    private Worker() {}

    static OutcomeReport report(
            QueryKey key,
            OpenAttempt attempt,
            Prompt prompt,
            Workload workload,
            Verification verification,
            long atMicros) {
        Recorded recorded = workload.answer(prompt, attempt.model());
        Answer answer = new Answer(
                "assistant",
                recorded.output(),
                List.of(),
                null,
                recorded.truncated() ? "length" : "stop",
                attempt.model(),
                null);
        return new OutcomeReport(
                key,
                attempt.number(),
                null,
                recorded.truncated() ? AttemptStatus.TRUNCATED : AttemptStatus.ANSWERED,
                null,
                null,
                null,
                recorded.usage(),
                verification.verdict(key, attempt.model(), recorded.correct()),
                verification.verifier(prompt).kind(),
                null,
                answer,
                0,
                null,
                0,
                0,
                "estimated",
                "bench",
                atMicros);
    }
}
