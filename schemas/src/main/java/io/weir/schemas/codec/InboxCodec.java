package io.weir.schemas.codec;

import io.weir.core.query.QueryKey;
import io.weir.core.routing.Input;
import io.weir.v1.Claim;
import io.weir.v1.Heartbeat;
import io.weir.v1.Inbox;
import org.jspecify.annotations.Nullable;

/** Inbox records as inputs of the router. */
public final class InboxCodec {

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
                case "query" ->
                    new Input.QuerySubmitted(
                            QueryCodec.toCore(body(inbox, inbox.getQuery()), body(inbox, inbox.getAdmitted())));
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
                    new Input.PriceChanged(CatalogueCodec.price(body(inbox, inbox.getPrice())), revision(inbox));
                case "calibration" ->
                    new Input.CalibrationChanged(
                            CatalogueCodec.calibration(body(inbox, inbox.getCalibration()), revision(inbox)));
                default -> throw InvalidRecord.of("kind", inbox.getKind(), "is not served");
            };
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw InvalidRecord.of(inbox.getKind(), String.valueOf(e.getMessage()), "breaks a rule");
        }
    }

    private static Input claim(Claim claim) {
        return new Input.Claimed(
                new QueryKey(claim.getTenant(), claim.getQueryId()),
                claim.getAttempt(),
                claim.getClaim(),
                claim.getWorker(),
                Math.multiplyExact(claim.getLeaseMillis(), 1000L));
    }

    private static Input heartbeat(Heartbeat heartbeat) {
        if (heartbeat.getEnergyMillijoules() < 0) {
            throw InvalidRecord.of("energy_millijoules", heartbeat.getEnergyMillijoules(), "must not be negative");
        }
        return new Input.HeartbeatSeen(
                new QueryKey(heartbeat.getTenant(), heartbeat.getQueryId()),
                heartbeat.getAttempt(),
                heartbeat.getClaim(),
                Math.multiplyExact(heartbeat.getLeaseMillis(), 1000L),
                OutcomeCodec.usage(heartbeat.getUsage()),
                heartbeat.getEnergyMillijoules());
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
