package io.weir.workers;

import io.weir.core.cost.Usage;
import io.weir.v1.Attempt;
import io.weir.workers.engine.EngineReply;
import java.nio.charset.StandardCharsets;

/**
 * What is booked where a request was sent and nobody says what it cost: never nothing, and never more than was held.
 *
 * <p>The input is all that was held for it; the output a token for each byte of it that is known, at most the ceiling.
 */
final class Bounds {

    /** Stands in a message beside the error, where the error's own code has the place of {@code usage_estimated}. */
    static final String NOTE = "; booked is the hold's bound of the input";

    private Bounds() {}

    /** Sent, and cut off after so many bytes of the answer. */
    static Usage cutOff(Attempt attempt, long answerBytes) {
        return Usage.of(attempt.getHeldInputTokens(), Math.min(attempt.getMaxOutputTokens(), answerBytes));
    }

    /** Answered without usage. An answer has one token at least. */
    static Usage answered(Attempt attempt, EngineReply reply) {
        long bytes = bytes(reply.content().orElse(""));
        for (var call : reply.toolCalls()) {
            bytes += bytes(call.name() + call.arguments());
        }
        return cutOff(attempt, Math.max(1, bytes));
    }

    private static long bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
