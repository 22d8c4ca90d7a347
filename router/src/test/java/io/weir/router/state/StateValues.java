package io.weir.router.state;

import io.weir.core.calibration.Calibration;
import io.weir.core.calibration.PassPosterior;
import io.weir.core.calibration.TierTask;
import io.weir.core.calibration.TokenCeilings;
import io.weir.core.calibration.TokenMeans;
import io.weir.core.cost.Price;
import io.weir.core.cost.Rates;
import io.weir.core.cost.Tariff;
import io.weir.core.cost.Usage;
import io.weir.core.energy.PowerProfile;
import io.weir.core.ledger.Amounts;
import io.weir.core.ledger.Hold;
import io.weir.core.ledger.HoldLine;
import io.weir.core.ledger.Period;
import io.weir.core.query.AbandonedAttempt;
import io.weir.core.query.Lease;
import io.weir.core.query.OpenAttempt;
import io.weir.core.query.OpenQuery;
import io.weir.core.query.PastAttempt;
import io.weir.core.query.ProcessingClass;
import io.weir.core.query.Query;
import io.weir.core.query.QueryKey;
import io.weir.core.query.Verifier;
import io.weir.core.tier.Catalogue;
import io.weir.core.tier.Tier;
import io.weir.core.tier.TierState;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Values with something different in every field, so that two fields that change places show. */
final class StateValues {

    static final QueryKey KEY = new QueryKey("acme", "q/ü \n-1");
    static final Tariff TARIFF = new Tariff("v1", new Rates(1, 2, 3, 4, 5), 6, new Rates(7, 8, 9, 10, 11), 66);
    static final Hold HOLD = new Hold(
            new Amounts(12, 13, 14, 15),
            List.of(
                    new HoldLine("acme", 16, "all", Period.LIFETIME),
                    new HoldLine("acme/search", 17, "month", new Period(-18, 19))));
    static final Lease LEASE = new Lease("claim", "worker", 20, new Usage(21, 2, 3, 24, 5), 26);

    private StateValues() {}

    static OpenAttempt attempt(@Nullable Lease lease) {
        return new OpenAttempt(2, "small", "small-1", HOLD, TARIFF, 100, 0, 0, 0.1, lease);
    }

    static AbandonedAttempt abandoned(int number) {
        return new AbandonedAttempt(number, "large", "large-1", "claim-a", HOLD, TARIFF, new Amounts(27, 28, 29, 30));
    }

    /** An open query; without optional values where {@code bare}. */
    static OpenQuery open(boolean bare, @Nullable OpenAttempt attempt) {
        Query query = new Query(
                KEY,
                "acme/search",
                31,
                "task",
                "{\"messages\":[]}",
                32,
                33,
                34,
                -35,
                bare ? Set.of() : Set.of("tools", "vision"),
                bare ? Verifier.NONE : new Verifier("regex", Map.of("pattern", "^x", "flags", "")),
                bare ? null : 36L,
                bare ? null : 0.37,
                bare ? null : 38L,
                39,
                -40,
                ProcessingClass.BATCH,
                "low",
                41,
                bare ? Set.of() : Set.of("eu"),
                bare ? Map.of() : Map.of("team", "x", "", ""),
                "commit",
                bare ? "" : "trace");
        PastAttempt past =
                new PastAttempt(1, "tiny", "tiny-1", "error", "unknown", 42, Usage.of(43, 44), 45, 46, 100, 0, 0);
        return new OpenQuery(
                query, attempt, null, bare ? List.of() : List.of(past), bare ? List.of() : List.of(abandoned(1)));
    }

    static Tier tier(String name) {
        return new Tier(
                name,
                name + "-1",
                Set.of("tools"),
                47,
                48,
                49,
                50,
                TierState.SHADOW,
                Set.of("eu", "gpu"),
                new PowerProfile(1.5, 2.5, 0.5, 3.5, 1.25, 4.5, 5.5),
                true,
                51);
    }

    static Catalogue catalogue() {
        Tariff batch = Tariff.flat("v2", Rates.of(52, 53));
        return Catalogue.EMPTY
                .with(tier("small"))
                .with(tier("large"))
                .with(Price.listed("small-1", 54, Long.MAX_VALUE, 55, TARIFF, batch), 67)
                .with(Price.listed("small-1", 56, 57, 58, batch, TARIFF), 68)
                .with(new Price("large-1", "gold", Long.MIN_VALUE, 59, 60, 69, TARIFF, batch), 70)
                .with(Price.listed("large-1", 0, 1, 71, TARIFF, batch), 0)
                .with(Price.listed("large-1", 2, Long.MAX_VALUE, 72, batch, batch), Long.MAX_VALUE)
                .with(new Calibration(
                        "cal",
                        61,
                        62,
                        Map.of(
                                new TierTask("small", "t"), new PassPosterior(1.5, 2.5),
                                new TierTask("large", ""), new PassPosterior(3.5, 4.5)),
                        Map.of(new TierTask("small", "t"), new TokenMeans(63, 64, 65)),
                        Map.of(
                                new TierTask("small", "t"),
                                new TokenCeilings(
                                        new TokenCeilings.Level(66, 67), Map.of(3, new TokenCeilings.Level(68, 69))))));
    }
}
