package io.weir.bench.overshoot;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.core.admission.QueryBounds;
import io.weir.schemas.AvroWire;
import io.weir.schemas.EventHeaders;
import io.weir.schemas.Topics;
import io.weir.schemas.codec.Micros;
import io.weir.schemas.codec.QueryCodec;
import io.weir.v1.Account;
import io.weir.v1.Attempt;
import io.weir.v1.Cancel;
import io.weir.v1.Claim;
import io.weir.v1.Coordinates;
import io.weir.v1.Inbox;
import io.weir.v1.Limit;
import io.weir.v1.Outcome;
import io.weir.v1.Query;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Inbox records as ingress and workers write them. */
final class Inputs {

    private static final String INGRESS = "ingress";
    static final String WORKER = "responder";

    private final AvroWire wire;
    private final AtomicLong revisions = new AtomicLong();

    Inputs(AvroWire wire) {
        this.wire = wire;
    }

    /** A query, checked and read as ingress does. */
    ProducerRecord<byte[], byte[]> query(Query query, Instant now) {
        Inbox record = inbox("query", query.getTenant() + "/" + query.getQueryId(), INGRESS);
        record.setOrigin(new Coordinates(Topics.QUERIES.name(), 0, 0L));
        record.setAdmitted(QueryCodec.admit(query, "", Micros.of(now), QueryBounds.DEFAULT));
        record.setQuery(query);
        return homed(query.getTenant(), record, now);
    }

    ProducerRecord<byte[], byte[]> cancel(String tenant, String queryId, Instant now) {
        Inbox record = inbox("cancel", tenant + "/" + queryId, INGRESS);
        record.setCancel(Cancel.newBuilder()
                .setTenant(tenant)
                .setQueryId(queryId)
                .setReason("by the bench")
                .setRequestedAt(now)
                .build());
        return homed(tenant, record, now);
    }

    ProducerRecord<byte[], byte[]> claim(Attempt attempt, long leaseMillis, Instant now) {
        Inbox record = inbox("claim", claimId(attempt), WORKER);
        record.setClaim(Claim.newBuilder()
                .setTenant(attempt.getTenant())
                .setQueryId(attempt.getQueryId())
                .setAttempt(attempt.getAttempt())
                .setClaim(claimId(attempt))
                .setWorker(WORKER)
                .setTier(attempt.getTier())
                .setLeaseMillis(leaseMillis)
                .setClaimedAt(now)
                .build());
        return homed(attempt.getTenant(), record, now);
    }

    /** @param rest sets status, usage, verdict and energy */
    ProducerRecord<byte[], byte[]> outcome(Attempt attempt, Instant now, Consumer<Outcome.Builder> rest) {
        Outcome.Builder outcome = Outcome.newBuilder()
                .setTenant(attempt.getTenant())
                .setQueryId(attempt.getQueryId())
                .setAttempt(attempt.getAttempt())
                .setClaim(claimId(attempt))
                .setAccount(attempt.getAccount())
                .setTask(attempt.getTask())
                .setTier(attempt.getTier())
                .setModel(attempt.getModel())
                .setWorker(WORKER)
                .setObservedAt(now);
        rest.accept(outcome);
        Inbox record = inbox("outcome", claimId(attempt), WORKER);
        record.setOutcome(outcome.build());
        return homed(attempt.getTenant(), record, now);
    }

    private static String claimId(Attempt attempt) {
        return attempt.getTenant() + "/" + attempt.getQueryId() + "/" + attempt.getAttempt() + "/claim";
    }

    /** An account as it is from now on; of two the later one counts. */
    ProducerRecord<byte[], byte[]> account(String path, List<Limit> limits) {
        Inbox record = declared("account", path);
        record.setAccount(
                Account.newBuilder().setAccount(path).setLimits(limits).build());
        return homed(path.substring(0, (path + "/").indexOf('/')), record, Instant.now());
    }

    /** A record of the catalogue, for {@link #to} every partition. */
    Inbox declared(String kind, String id) {
        long revision = revisions.getAndIncrement();
        Inbox record = inbox(kind, id + "@" + revision, INGRESS);
        record.setOrigin(new Coordinates("bench." + kind, 0, revision));
        return record;
    }

    ProducerRecord<byte[], byte[]> tick(int partition) {
        return to(partition, inbox("tick", "", INGRESS));
    }

    ProducerRecord<byte[], byte[]> to(int partition, Inbox record) {
        return new ProducerRecord<>(Topics.INBOX.name(), partition, null, wire.encode(Topics.INBOX, record));
    }

    private ProducerRecord<byte[], byte[]> homed(String tenant, Inbox record, Instant now) {
        ProducerRecord<byte[], byte[]> sent = new ProducerRecord<>(
                Topics.INBOX.name(),
                Topics.partitionOf(tenant, Topics.DEFAULT_PARTITIONS),
                tenant.getBytes(UTF_8),
                wire.encode(Topics.INBOX, record));
        EventHeaders.cloudEvent(sent.headers(), record.getId(), "/weir/bench", "io.weir.Inbox.v1", now);
        return sent;
    }

    private static Inbox inbox(String kind, String id, String source) {
        Inbox record = new Inbox();
        record.setKind(kind);
        record.setId(id);
        record.setSource(source);
        return record;
    }
}
