package io.weir.flink;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An outcome as the router accepted it, without its body: what the jobs fold.
 *
 * @param status answered, truncated, error, timeout, cancelled, lost or input_over_hold
 * @param verdict pass, fail or unknown
 * @param costNanodollars cost at the hold's price version; where late what the attempt cost above what was booked
 * @param inputTokens cached ones included
 * @param outputTokens reasoning included
 * @param serviceMicros from the call of the engine to the last token, microseconds
 * @param predictedPassProbability what the router expected when it decided, in [0, 1]; null where it said nothing
 * @param promptBytes UTF-8 bytes of the query's text; 0 where unknown
 * @param cutByWeir the answer was cut at a ceiling that neither the caller nor the tier set
 * @param late the attempt was counted as lost before; only cost and energy are new
 * @param atMicros clock of the partition, microseconds since the epoch; never goes back within a partition
 * @param partition partition of weir.outcomes
 * @param offset offset in it
 */
public record OutcomeEvent(
        String tenant,
        String task,
        String tier,
        String model,
        String status,
        String verdict,
        long costNanodollars,
        long inputTokens,
        long outputTokens,
        long energyMillijoules,
        long serviceMicros,
        @Nullable Double predictedPassProbability,
        long promptBytes,
        boolean cutByWeir,
        boolean late,
        long atMicros,
        int partition,
        long offset) {

    private static final Set<String> WITH_ANSWER = Set.of("answered", "truncated");

    public Slice slice() {
        return new Slice(task, tier);
    }

    /** Whether the engine answered, be it cut short. */
    public boolean answered() {
        return WITH_ANSWER.contains(status);
    }

    /** Whether the engine's answer was cut short. */
    public boolean truncated() {
        return status.equals("truncated");
    }

    public boolean passed() {
        return verdict.equals("pass");
    }

    public boolean failed() {
        return verdict.equals("fail");
    }
}
