package io.weir.core.routing;

import io.weir.core.calibration.Calibration;
import io.weir.core.cost.Price;
import io.weir.core.cost.Usage;
import io.weir.core.ledger.AccountPolicy;
import io.weir.core.ledger.Grant;
import io.weir.core.ledger.Limit;
import io.weir.core.query.OutcomeReport;
import io.weir.core.query.Query;
import io.weir.core.query.QueryKey;
import io.weir.core.tier.Tier;
import java.util.List;

/** Everything that can change a partition's state. Each is idempotent by its identity: a repeat has no effects. */
public sealed interface Input {

    record QuerySubmitted(Query query) implements Input {}

    record OutcomeReported(OutcomeReport report) implements Input {}

    /** A worker took an attempt; the lease runs from the append time. */
    record Claimed(QueryKey key, int attempt, String claim, String worker, long leaseMicros) implements Input {}

    record HeartbeatSeen(QueryKey key, int attempt, String claim, long leaseMicros, Usage usage, long energyMillijoules)
            implements Input {}

    record CancelAsked(QueryKey key, String reason) implements Input {}

    /**
     * An account as declared.
     *
     * @param revision offset of the public record; an older one is ignored
     * @param rateCard rate card; empty: that of the nearest account above it that names one
     */
    record AccountChanged(
            String path, boolean deleted, long revision, AccountPolicy policy, String rateCard, List<Limit> limits)
            implements Input {
        public AccountChanged {
            limits = List.copyOf(limits);
        }

        /** An account that names no rate card. */
        public AccountChanged(String path, boolean deleted, long revision, AccountPolicy policy, List<Limit> limits) {
            this(path, deleted, revision, policy, "", limits);
        }
    }

    record TierChanged(Tier tier) implements Input {}

    /**
     * A price as declared.
     *
     * @param force whether it is meant, however far it moves
     */
    record PriceChanged(Price price, boolean force) implements Input {}

    record CalibrationChanged(Calibration calibration) implements Input {}

    /** An account is granted something. */
    record Granted(Grant grant) implements Input {}

    /** Time passes; nothing expires but on a tick. */
    record Tick() implements Input {}
}
