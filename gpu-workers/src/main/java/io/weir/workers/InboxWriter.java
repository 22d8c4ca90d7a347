package io.weir.workers;

import io.weir.core.energy.PowerProfile;
import io.weir.schemas.AvroWire;
import io.weir.schemas.EventHeaders;
import io.weir.schemas.Topics;
import io.weir.schemas.codec.OutcomeCodec;
import io.weir.v1.Attempt;
import io.weir.v1.Claim;
import io.weir.v1.Heartbeat;
import io.weir.v1.Inbox;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes claims, heartbeats and outcomes to the inbox partition that the attempt names. */
final class InboxWriter {

    private final RecordWriter writer;
    private final AvroWire wire;
    private final String worker;
    private final Duration lease;
    private final InstantSource clock;
    private final AtomicLong heartbeats = new AtomicLong();

    InboxWriter(RecordWriter writer, AvroWire wire, String worker, Duration lease, InstantSource clock) {
        this.writer = writer;
        this.wire = wire;
        this.worker = worker;
        this.lease = lease;
        this.clock = clock;
    }

    CompletionStage<Void> claim(ClaimedWork work) {
        Attempt attempt = work.attempt();
        Claim claim = Claim.newBuilder()
                .setTenant(attempt.getTenant())
                .setQueryId(attempt.getQueryId())
                .setAttempt(attempt.getAttempt())
                .setClaim(work.claim())
                .setWorker(worker)
                .setTier(attempt.getTier())
                .setLeaseMillis(lease.toMillis())
                .setDeliveryCount(1)
                .setClaimedAt(work.claimedAt())
                .build();
        Inbox.Builder inbox = inbox("claim", id(attempt, work.claim())).setClaim(claim);
        return write(attempt, inbox, work.traceparent());
    }

    CompletionStage<Void> heartbeat(ClaimedWork work, PowerProfile power, long nanos) {
        Attempt attempt = work.attempt();
        Heartbeat heartbeat = Heartbeat.newBuilder()
                .setTenant(attempt.getTenant())
                .setQueryId(attempt.getQueryId())
                .setAttempt(attempt.getAttempt())
                .setClaim(work.claim())
                .setWorker(worker)
                .setLeaseMillis(lease.toMillis())
                .setUsage(OutcomeCodec.usage(work.spent()))
                .setEnergyMillijoules(power.estimateMillijoules(work.runMicros(nanos)))
                .setObservedAt(clock.instant())
                .build();
        String id = id(attempt, work.claim()) + "/" + heartbeats.incrementAndGet();
        return write(attempt, inbox("heartbeat", id).setHeartbeat(heartbeat), work.traceparent());
    }

    CompletionStage<Void> outcome(ClaimedWork work, Report report) {
        return outcome(work.attempt(), Optional.of(work.claim()), report, work.traceparent());
    }

    /** An outcome of an attempt that this worker did not claim. */
    CompletionStage<Void> unclaimed(Attempt attempt, Report report, Optional<String> traceparent) {
        return outcome(attempt, Optional.empty(), report, traceparent);
    }

    private CompletionStage<Void> outcome(
            Attempt attempt, Optional<String> claim, Report report, Optional<String> traceparent) {
        Inbox.Builder inbox = inbox("outcome", id(attempt, claim.orElse("unclaimed")))
                .setOutcome(Outcomes.of(attempt, claim, report, worker, clock.instant()));
        return write(attempt, inbox, traceparent);
    }

    private Inbox.Builder inbox(String kind, String id) {
        return Inbox.newBuilder().setKind(kind).setId(id).setSource(worker);
    }

    private static String id(Attempt attempt, String claim) {
        return attempt.getTenant() + "/" + attempt.getQueryId() + "/" + attempt.getAttempt() + "/" + claim;
    }

    private CompletionStage<Void> write(Attempt attempt, Inbox.Builder inbox, Optional<String> traceparent) {
        Inbox value = inbox.build();
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                Topics.INBOX.name(),
                attempt.getInboxPartition(),
                attempt.getTenant().getBytes(StandardCharsets.UTF_8),
                wire.encode(Topics.INBOX, value));
        Instant now = clock.instant();
        String type = "io.weir." + value.getKind() + ".v1";
        EventHeaders.cloudEvent(record.headers(), value.getId(), source(), type, now);
        traceparent.ifPresent(parent -> EventHeaders.traceparent(record.headers(), parent));
        return writer.write(record);
    }

    private String source() {
        return "/weir/workers/" + worker;
    }
}
