package io.weir.schemas.codec;

import static io.weir.schemas.codec.Samples.NOON_MICROS;
import static io.weir.schemas.codec.Samples.assertRefused;
import static io.weir.schemas.codec.Samples.outcome;
import static io.weir.schemas.codec.Samples.violation;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.weir.core.cost.Usage;
import io.weir.core.query.Answer;
import io.weir.core.query.AttemptStatus;
import io.weir.core.query.ErrorClass;
import io.weir.core.query.OutcomeReport;
import io.weir.core.query.QueryKey;
import io.weir.core.query.Verdict;
import io.weir.v1.Message;
import io.weir.v1.Outcome;
import io.weir.v1.ToolCall;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class OutcomeCodecTest {

    private static OutcomeReport read(Consumer<Outcome> change) {
        Outcome outcome = outcome();
        change.accept(outcome);
        return OutcomeCodec.toCore(outcome);
    }

    private static void refused(String field, String value, Consumer<Outcome> change) {
        assertRefused(field, value, () -> read(change));
    }

    @Test
    void aReportReachesCoreWhole() {
        OutcomeReport report = read(outcome -> {
            outcome.setErrorClass("provider");
            outcome.setErrorCode("code");
            outcome.setErrorMessage("message");
            outcome.setScore(0.25);
            outcome.setMessage(new Message("assistant", "4", List.of(new ToolCall("i", "function", "f", "{}")), "no"));
            outcome.setFinishReason("stop");
            outcome.setServedModel("m");
            outcome.setProviderRequestId("r");
            outcome.setQueueMicros(1L);
            outcome.setFirstTokenMicros(2L);
            outcome.setServiceMicros(3L);
            outcome.setWorker("w");
            outcome.setVerifier("exact");
        });

        assertEquals(
                new OutcomeReport(
                        new QueryKey("acme", "q-1"),
                        1,
                        "claim-1",
                        AttemptStatus.ANSWERED,
                        ErrorClass.PROVIDER,
                        "code",
                        "message",
                        new Usage(300, 100, 50, 40, 10),
                        Verdict.PASS,
                        "exact",
                        0.25,
                        new Answer(
                                "assistant",
                                "4",
                                List.of(new Answer.ToolCall("i", "function", "f", "{}")),
                                "no",
                                "stop",
                                "m",
                                "r"),
                        1,
                        2L,
                        3,
                        7,
                        "estimated",
                        "w",
                        NOON_MICROS),
                report);
    }

    @Test
    void whatIsAbsentStaysAbsent() {
        OutcomeReport report = read(outcome -> outcome.setClaim(null));

        assertNull(report.claim());
        assertNull(report.answer());
        assertNull(report.errorClass());
    }

    @Test
    void namesAreOfTheirSets() {
        refused("status", "done", outcome -> outcome.setStatus("done"));
        refused("status", "ANSWERED", outcome -> outcome.setStatus("ANSWERED"));
        refused("verdict", "maybe", outcome -> outcome.setVerdict("maybe"));
        refused("error_class", "ours", outcome -> outcome.setErrorClass("ours"));
    }

    @Test
    void usageAndEnergyAreNotNegative() {
        for (Consumer<io.weir.v1.Usage> change : List.<Consumer<io.weir.v1.Usage>>of(
                usage -> usage.setInputTokens(-1),
                usage -> usage.setCachedInputTokens(-1),
                usage -> usage.setCacheWriteTokens(-1),
                usage -> usage.setOutputTokens(-1),
                usage -> usage.setReasoningTokens(-1),
                usage -> usage.setCachedInputTokens(251),
                usage -> usage.setReasoningTokens(41))) {
            assertEquals(
                    "usage",
                    violation(() -> read(outcome -> change.accept(outcome.getUsage())))
                            .field());
        }
        refused("energy_millijoules", "-1", outcome -> outcome.setEnergyMillijoules(-1));
    }

    /** A worker's mistake must not overflow a sum in the router, which would stop at the record for ever. */
    @Test
    void usageAndEnergyAreSmallEnoughToAddUp() {
        long tokens = 1_000_000_000L;
        assertEquals(
                tokens,
                read(outcome -> outcome.getUsage().setInputTokens(tokens))
                        .usage()
                        .inputTokens());
        refused("usage.input_tokens", "1000000001", outcome -> outcome.getUsage()
                .setInputTokens(tokens + 1));
        refused("usage.output_tokens", Long.MAX_VALUE + "", outcome -> outcome.getUsage()
                .setOutputTokens(Long.MAX_VALUE));
        long energy = 1_000_000_000_000L;
        assertEquals(
                energy, read(outcome -> outcome.setEnergyMillijoules(energy)).energyMillijoules());
        refused("energy_millijoules", "1000000000001", outcome -> outcome.setEnergyMillijoules(energy + 1));
    }
}
