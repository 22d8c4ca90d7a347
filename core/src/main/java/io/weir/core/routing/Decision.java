package io.weir.core.routing;

import io.weir.core.query.Query;
import java.util.List;

/**
 * Where an attempt goes and why; enough to replay it exactly.
 *
 * @param tier tier chosen; empty where none is
 * @param plan the plan, this attempt first; empty where there is none
 * @param calibrationAgeMicros age of the calibration on the partition's clock; -1 where there is none yet
 * @param seed seed of any random choice
 * @param ledgerSeq number of the tenant's last ledger entry before it: the place of the ledger order that its rooms are of
 */
public record Decision(
        Query query,
        int attempt,
        String policy,
        String policyVersion,
        List<Candidate> candidates,
        Plan plan,
        String tier,
        Objective objective,
        long maxOutputTokens,
        String priceVersion,
        String calibrationVersion,
        long calibrationAgeMicros,
        long catalogueRevision,
        long seed,
        long ledgerSeq,
        String reason) {

    public Decision {
        candidates = List.copyOf(candidates);
    }
}
