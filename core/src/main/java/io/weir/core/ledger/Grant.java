package io.weir.core.ledger;

import java.util.Locale;
import java.util.Optional;

/**
 * What an account is granted beside its limits.
 *
 * @param id idempotency key within the account
 * @param account account path
 * @param amount in the unit's integer, above 0
 * @param limitId of a credit, the limit that it goes to; empty: every limit of its unit
 * @param period of a commitment, when it is consumed; of a credit {@link Period#LIFETIME}
 * @param grantedMicros when it was granted: a horizon later it is too old, since its id may have been forgotten
 * @param fingerprint of all that it says: another grant under the same id is no repeat
 * @param reason why, in words
 */
public record Grant(
        String id,
        String account,
        Kind kind,
        Unit unit,
        long amount,
        String limitId,
        Period period,
        long grantedMicros,
        long fingerprint,
        String reason) {

    /** Kinds of grants. */
    public enum Kind {
        /** Gives room: an amount booked against what is used, in the periods that run. */
        CREDIT,
        /** A prepaid amount: what is held in its period counts against it from the first nano-dollar on. It refuses nothing. */
        COMMITMENT;

        /** The kind of a name on the wire. */
        public static Optional<Kind> of(String wireName) {
            for (Kind value : values()) {
                if (value.name().toLowerCase(Locale.ROOT).equals(wireName)) {
                    return Optional.of(value);
                }
            }
            return Optional.empty();
        }
    }

    /** Prefix of the limit ids of commitments. */
    public static final String COMMITMENT_PREFIX = "commitment:";

    public Grant {
        if (amount <= 0) {
            throw new IllegalArgumentException("amount of grant " + id + " must be above 0: " + amount);
        }
    }

    /** A commitment as the soft limit that states how much of it is used, and so what is left. */
    public Limit limit() {
        return new Limit(COMMITMENT_PREFIX + id, unit, amount, new Window.Fixed(period), false);
    }

    /**
     * That a grant was booked.
     *
     * @param untilMicros until when that is remembered; from then on a repeat is too old
     */
    public record Booked(String id, long fingerprint, long untilMicros) {}
}
