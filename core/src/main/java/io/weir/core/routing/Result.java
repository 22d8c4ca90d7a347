package io.weir.core.routing;

import io.weir.core.query.Answer;
import io.weir.core.query.PastAttempt;
import io.weir.core.query.Query;
import io.weir.core.query.ResultStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one terminal answer to a query. */
public record Result(
        Query query,
        ResultStatus status,
        String reason,
        @Nullable Refusal refusal,
        @Nullable Answer answer,
        String tier,
        List<PastAttempt> attempts) {

    public Result {
        attempts = List.copyOf(attempts);
    }
}
