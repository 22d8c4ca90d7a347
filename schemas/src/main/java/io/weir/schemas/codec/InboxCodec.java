package io.weir.schemas.codec;

import io.weir.core.query.QueryKey;
import io.weir.core.routing.Input;
import io.weir.schemas.EventHeaders;
import io.weir.v1.Admitted;
import io.weir.v1.Claim;
import io.weir.v1.Heartbeat;
import io.weir.v1.Inbox;
import io.weir.v1.Query;
import org.jspecify.annotations.Nullable;

/** Inbox records as inputs of the router. */
public final class InboxCodec {

    /** A year: no time of the partition clock overflows; what is granted is the router's to say. */
    private static final long MAX_LEASE_MILLIS = 366L * 24 * 3600 * 1000;

    private InboxCodec() {}

    /**
     * The input that a record stands for.
     *
     * @throws InvalidRecord where a field breaks a rule, the kind is unknown or its body is missing
     */
    public static Input toCore(Inbox inbox) {
        try {
            return switch (inbox.getKind()) {
                case "tick" -> new Input.Tick();
                case "query" -> query(body(inbox, inbox.getQuery()), body(inbox, inbox.getAdmitted()));
                case "outcome" -> new Input.OutcomeReported(OutcomeCodec.toCore(body(inbox, inbox.getOutcome())));
                case "claim" -> claim(body(inbox, inbox.getClaim()));
                case "heartbeat" -> heartbeat(body(inbox, inbox.getHeartbeat()));
                case "cancel" ->
                    new Input.CancelAsked(
                            new QueryKey(
                                    body(inbox, inbox.getCancel()).getTenant(),
                                    inbox.getCancel().getQueryId()),
                            inbox.getCancel().getReason());
                case "account" -> AccountCodec.toCore(body(inbox, inbox.getAccount()), revision(inbox));
                case "tier" ->
                    new Input.TierChanged(CatalogueCodec.tier(body(inbox, inbox.getTier()), revision(inbox)));
                case "price" ->
                    new Input.PriceChanged(
                            PriceCodec.toCore(body(inbox, inbox.getPrice()), revision(inbox)),
                            inbox.getPrice().getForce());
                case "grant" -> new Input.Granted(GrantCodec.toCore(body(inbox, inbox.getGrant())));
                case "calibration" ->
                    new Input.CalibrationChanged(
                            CatalogueCodec.calibration(body(inbox, inbox.getCalibration()), revision(inbox)));
                default -> throw InvalidRecord.of("kind", inbox.getKind(), "is not served");
            };
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw InvalidRecord.of(inbox.getKind(), String.valueOf(e.getMessage()), "breaks a rule");
        }
    }

    private static Input query(Query query, Admitted admitted) {
        if (!admitted.getTraceparent().isEmpty() && !EventHeaders.isTraceparent(admitted.getTraceparent())) {
            throw InvalidRecord.of(
                    "admitted.traceparent", admitted.getTraceparent(), "must keep the grammar of W3C trace context");
        }
        return new Input.QuerySubmitted(QueryCodec.toCore(query, admitted));
    }

    private static Input claim(Claim claim) {
        return new Input.Claimed(
                new QueryKey(claim.getTenant(), claim.getQueryId()),
                claim.getAttempt(),
                claim.getClaim(),
                claim.getWorker(),
                leaseMicros(claim.getLeaseMillis()));
    }

    private static Input heartbeat(Heartbeat heartbeat) {
        return new Input.HeartbeatSeen(
                new QueryKey(heartbeat.getTenant(), heartbeat.getQueryId()),
                heartbeat.getAttempt(),
                heartbeat.getClaim(),
                leaseMicros(heartbeat.getLeaseMillis()),
                OutcomeCodec.usage(heartbeat.getUsage()),
                OutcomeCodec.energy(heartbeat.getEnergyMillijoules()));
    }

    private static long leaseMicros(long millis) {
        if (millis < 0 || millis > MAX_LEASE_MILLIS) {
            throw InvalidRecord.of("lease_millis", millis, "must be from 0 to " + MAX_LEASE_MILLIS);
        }
        return millis * 1000;
    }

    private static <T> T body(Inbox inbox, @Nullable T body) {
        if (body == null) {
            throw InvalidRecord.of(inbox.getKind(), "null", "must be the body of its kind");
        }
        return body;
    }

    /** Offset of the public record that this is a copy of. */
    private static long revision(Inbox inbox) {
        return body(inbox, inbox.getOrigin()).getOffset();
    }
}
