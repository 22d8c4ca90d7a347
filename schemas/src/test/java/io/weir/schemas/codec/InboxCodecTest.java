package io.weir.schemas.codec;

import static io.weir.schemas.codec.Samples.NOON_MICROS;
import static io.weir.schemas.codec.Samples.assertRefused;
import static io.weir.schemas.codec.Samples.violation;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.core.admission.QueryBounds;
import io.weir.core.cost.Usage;
import io.weir.core.query.QueryKey;
import io.weir.core.routing.Input;
import io.weir.v1.Calibration;
import io.weir.v1.Cancel;
import io.weir.v1.Claim;
import io.weir.v1.Coordinates;
import io.weir.v1.Heartbeat;
import io.weir.v1.Inbox;
import io.weir.v1.Query;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InboxCodecTest {

    private static final QueryKey KEY = new QueryKey("acme", "q-1");

    private static Inbox inbox(String kind, Consumer<Inbox> body) {
        Inbox inbox = new Inbox();
        inbox.setKind(kind);
        inbox.setId("id");
        inbox.setOrigin(new Coordinates("t", 0, 42L));
        body.accept(inbox);
        return inbox;
    }

    private static Claim claim(long leaseMillis) {
        return Claim.newBuilder()
                .setTenant("acme")
                .setQueryId("q-1")
                .setAttempt(2)
                .setClaim("c")
                .setWorker("w")
                .setLeaseMillis(leaseMillis)
                .build();
    }

    private static Heartbeat heartbeat() {
        return Heartbeat.newBuilder()
                .setTenant("acme")
                .setQueryId("q-1")
                .setAttempt(2)
                .setClaim("c")
                .setLeaseMillis(5)
                .setUsage(new io.weir.v1.Usage(1L, 0L, 0L, 2L, 0L))
                .setEnergyMillijoules(3)
                .build();
    }

    @Test
    void aTickIsATick() {
        assertEquals(new Input.Tick(), InboxCodec.toCore(inbox("tick", inbox -> inbox.setOrigin(null))));
    }

    @Test
    void aQueryComesWithWhatAdmissionFound() {
        Query query = Samples.query();
        var admitted = QueryCodec.admit(query, "", NOON_MICROS, QueryBounds.DEFAULT);

        Input input = InboxCodec.toCore(inbox("query", inbox -> {
            inbox.setQuery(query);
            inbox.setAdmitted(admitted);
        }));

        assertEquals(new Input.QuerySubmitted(QueryCodec.toCore(query, admitted)), input);
        assertRefused("query", "null", () -> InboxCodec.toCore(inbox("query", inbox -> inbox.setQuery(query))));
        assertRefused("query", "null", () -> InboxCodec.toCore(inbox("query", inbox -> inbox.setAdmitted(admitted))));
    }

    @Test
    void whatWorkersWriteIsRead() {
        assertEquals(
                new Input.Claimed(KEY, 2, "c", "w", 5_000),
                InboxCodec.toCore(inbox("claim", inbox -> inbox.setClaim(claim(5)))));
        assertEquals(
                new Input.HeartbeatSeen(KEY, 2, "c", 5_000, Usage.of(1, 2), 3),
                InboxCodec.toCore(inbox("heartbeat", inbox -> inbox.setHeartbeat(heartbeat()))));
        assertEquals(
                new Input.OutcomeReported(OutcomeCodec.toCore(Samples.outcome())),
                InboxCodec.toCore(inbox("outcome", inbox -> inbox.setOutcome(Samples.outcome()))));
    }

    @Test
    void whatIngressCopiesIsReadWithItsOffsetAsRevision() {
        Cancel cancel = Cancel.newBuilder()
                .setTenant("acme")
                .setQueryId("q-1")
                .setReason("why")
                .build();
        Calibration calibration = Calibration.newBuilder().setVersion("v").build();
        assertEquals(
                new Input.CancelAsked(KEY, "why"),
                InboxCodec.toCore(inbox("cancel", inbox -> inbox.setCancel(cancel))));
        assertEquals(
                AccountCodec.toCore(Samples.account(), 42),
                InboxCodec.toCore(inbox("account", inbox -> inbox.setAccount(Samples.account()))));
        assertEquals(
                new Input.TierChanged(CatalogueCodec.tier(Samples.tier(), 42)),
                InboxCodec.toCore(inbox("tier", inbox -> inbox.setTier(Samples.tier()))));
        assertEquals(
                new Input.PriceChanged(PriceCodec.toCore(Samples.price(), 42), false),
                InboxCodec.toCore(inbox("price", inbox -> inbox.setPrice(Samples.price()))));
        assertEquals(
                new Input.CalibrationChanged(CatalogueCodec.calibration(calibration, 42)),
                InboxCodec.toCore(inbox("calibration", inbox -> inbox.setCalibration(calibration))));
        assertRefused(
                "price",
                "null",
                () -> InboxCodec.toCore(inbox("price", inbox -> {
                    inbox.setPrice(Samples.price());
                    inbox.setOrigin(null);
                })));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "query",
                "outcome",
                "claim",
                "heartbeat",
                "cancel",
                "account",
                "tier",
                "price",
                "grant",
                "calibration"
            })
    void aKindWithoutItsBodyIsRefused(String kind) {
        assertRefused(kind, "null", () -> InboxCodec.toCore(inbox(kind, inbox -> {})));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "TICK", "verdict", "pacing", "x\ny"})
    void anotherKindIsRefusedByName(String kind) {
        assertEquals(
                "kind",
                violation(() -> InboxCodec.toCore(inbox(kind, inbox -> {}))).field());
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE / 1000 + 1})
    void aLeaseIsSomeTime(long millis) {
        assertRefused(
                "lease_millis",
                Long.toString(millis),
                () -> InboxCodec.toCore(inbox("claim", inbox -> inbox.setClaim(claim(millis)))));
        Heartbeat heartbeat = heartbeat();
        heartbeat.setLeaseMillis(millis);
        assertRefused(
                "lease_millis",
                Long.toString(millis),
                () -> InboxCodec.toCore(inbox("heartbeat", inbox -> inbox.setHeartbeat(heartbeat))));
    }

    @Test
    void aHeartbeatsUsageAndEnergyAreBounded() {
        Heartbeat heartbeat = heartbeat();
        heartbeat.setEnergyMillijoules(-1);
        assertRefused(
                "energy_millijoules",
                "-1",
                () -> InboxCodec.toCore(inbox("heartbeat", inbox -> inbox.setHeartbeat(heartbeat))));
        heartbeat.setEnergyMillijoules(Long.MAX_VALUE);
        assertRefused(
                "energy_millijoules",
                Long.MAX_VALUE + "",
                () -> InboxCodec.toCore(inbox("heartbeat", inbox -> inbox.setHeartbeat(heartbeat))));
        heartbeat.setEnergyMillijoules(0);
        heartbeat.getUsage().setOutputTokens(Long.MAX_VALUE);
        assertRefused(
                "usage.output_tokens",
                Long.MAX_VALUE + "",
                () -> InboxCodec.toCore(inbox("heartbeat", inbox -> inbox.setHeartbeat(heartbeat))));
    }

    /** A trace context is copied to headers, which refuse what breaks the grammar: it must not stop the router. */
    @Test
    void aBrokenTraceContextIsRefusedBeforeItIsSentOn() {
        Query query = Samples.query();
        var admitted = QueryCodec.admit(query, "00-junk", NOON_MICROS, QueryBounds.DEFAULT);

        assertRefused(
                "admitted.traceparent",
                "00-junk",
                () -> InboxCodec.toCore(inbox("query", inbox -> {
                    inbox.setQuery(query);
                    inbox.setAdmitted(admitted);
                })));
    }
}
