package io.weir.bench.router;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.core.admission.QueryBounds;
import io.weir.schemas.AvroWire;
import io.weir.schemas.EventHeaders;
import io.weir.schemas.Topics;
import io.weir.schemas.codec.Micros;
import io.weir.schemas.codec.QueryCodec;
import io.weir.v1.Claim;
import io.weir.v1.Coordinates;
import io.weir.v1.Inbox;
import io.weir.v1.Message;
import io.weir.v1.Outcome;
import io.weir.v1.Query;
import io.weir.v1.Usage;
import io.weir.v1.Verifier;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Inbox records as ingress and workers write them. Query n is a function of the seed and n: a chat body of {@link
 * #PROMPT_CHARACTERS} characters, of one of the tenants, each as often as another, at an account three levels deep.
 */
final class Load {

    /** Accounts of a tenant: its own, one below with a limit too, and the one that pays. */
    static final int ACCOUNTS_OF_TENANT = 3;

    static final int PROMPT_CHARACTERS = 2_048;
    static final List<String> TASKS = List.of("extract", "classify", "arithmetic", "code");

    /** Prompts are drawn from so many: drawing each anew would cost the load more than sending it. */
    private static final int PROMPTS = 256;

    private static final int ID_DIGITS = 12;
    /** A prime: no number of tenants is a multiple of it. */
    private static final long STRIDE = 1_000_000_007L;

    private static final String ANSWER = "The total is 1,204.50 and the invoice is due on the third of the month.";

    private final AvroWire wire;
    private final String inbox;
    private final long tenants;
    private final String[] bodies = new String[PROMPTS];

    /** @param accounts how many there are; 3 or less: one tenant alone */
    Load(AvroWire wire, String inbox, long seed, long accounts) {
        this.wire = wire;
        this.inbox = inbox;
        this.tenants = Math.max(1, accounts / ACCOUNTS_OF_TENANT);
        Random random = new Random(seed);
        for (int i = 0; i < PROMPTS; i++) {
            bodies[i] = "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"" + words(random)
                    + "\"}],\"max_tokens\":256,\"temperature\":0.2}";
        }
    }

    private static String words(Random random) {
        StringBuilder text = new StringBuilder(PROMPT_CHARACTERS + 10);
        while (text.length() < PROMPT_CHARACTERS) {
            for (int letters = 2 + random.nextInt(8); letters > 0; letters--) {
                text.append((char) ('a' + random.nextInt(26)));
            }
            text.append(' ');
        }
        return text.substring(0, PROMPT_CHARACTERS);
    }

    long tenants() {
        return tenants;
    }

    /** Name of a tenant, from 0. */
    static String tenant(long number) {
        return "tenant-" + number;
    }

    /** Neighbours in time are of tenants far apart, so that no cache of what was used last helps. */
    private String tenantOf(long query) {
        return tenant(query * STRIDE % tenants);
    }

    private static String queryId(long n) {
        String digits = Long.toString(n);
        return "q-" + "0".repeat(ID_DIGITS - digits.length()) + digits;
    }

    /** Number of the query that a key of an attempt, or an id, ends with. */
    static long number(byte[] key) {
        long number = 0;
        for (int i = key.length - ID_DIGITS; i < key.length; i++) {
            number = number * 10 + (key[i] - '0');
        }
        return number;
    }

    ProducerRecord<byte[], byte[]> query(long n, Instant now) {
        String tenant = tenantOf(n);
        Query query = Query.newBuilder()
                .setTenant(tenant)
                .setQueryId(queryId(n))
                .setAccount(tenant + "/search/user")
                .setSubmittedAt(now)
                .setTask(TASKS.get((int) (n % TASKS.size())))
                .setRequest(bodies[(int) (n % PROMPTS)])
                .setVerifier(new Verifier("exact", Map.of("expected", "1204.50")))
                .setLabels(Map.of("team", "search", "feature", "autocomplete"))
                .build();
        Inbox record = record("query", tenant + "/" + query.getQueryId(), "ingress");
        record.setOrigin(new Coordinates(Topics.QUERIES.name(), 0, n));
        record.setAdmitted(QueryCodec.admit(query, "", Micros.of(now), QueryBounds.DEFAULT));
        record.setQuery(query);
        return homed(tenant, record, "/weir/ingress", now);
    }

    ProducerRecord<byte[], byte[]> claim(long n, Instant now) {
        String tenant = tenantOf(n);
        Inbox record = record("claim", tenant + "/" + queryId(n) + "/1/" + claimId(n), "worker-1");
        record.setClaim(Claim.newBuilder()
                .setTenant(tenant)
                .setQueryId(queryId(n))
                .setAttempt(1)
                .setClaim(claimId(n))
                .setWorker("worker-1")
                .setLeaseMillis(600_000)
                .setClaimedAt(now)
                .build());
        return homed(tenant, record, "/weir/workers/worker-1", now);
    }

    ProducerRecord<byte[], byte[]> outcome(long n, Instant now) {
        String tenant = tenantOf(n);
        Inbox record = record("outcome", tenant + "/" + queryId(n) + "/1/" + claimId(n), "worker-1");
        record.setOutcome(Outcome.newBuilder()
                .setTenant(tenant)
                .setQueryId(queryId(n))
                .setAttempt(1)
                .setClaim(claimId(n))
                .setAccount(tenant + "/search/user")
                .setTask(TASKS.get((int) (n % TASKS.size())))
                .setStatus("answered")
                .setUsage(new Usage(120L, 28L, 0L, 24L, 0L))
                .setVerdict("pass")
                .setVerifier("exact")
                .setMessage(new Message("assistant", ANSWER, List.of(), null))
                .setFinishReason("stop")
                .setServedModel("model-small")
                .setQueueMicros(1_200L)
                .setServiceMicros(431_000L)
                .setEnergyMillijoules(5_200L)
                .setWorker("worker-1")
                .setObservedAt(now)
                .build());
        return homed(tenant, record, "/weir/workers/worker-1", now);
    }

    private static String claimId(long n) {
        return "worker-1-" + queryId(n);
    }

    ProducerRecord<byte[], byte[]> tick(int partition) {
        return new ProducerRecord<>(inbox, partition, null, wire.encode(Topics.INBOX, record("tick", "", "ingress")));
    }

    /** A change of an account, to the home of its tenant; or of the catalogue, to the partition given. */
    ProducerRecord<byte[], byte[]> declared(int partition, Inbox record) {
        ProducerRecord<byte[], byte[]> sent =
                new ProducerRecord<>(inbox, partition, null, wire.encode(Topics.INBOX, record));
        EventHeaders.cloudEvent(sent.headers(), record.getId(), "/weir/ingress", "io.weir.Inbox.v1", Instant.now());
        return sent;
    }

    static Inbox record(String kind, String id, String source) {
        Inbox record = new Inbox();
        record.setKind(kind);
        record.setId(id);
        record.setSource(source);
        return record;
    }

    private ProducerRecord<byte[], byte[]> homed(String tenant, Inbox record, String source, Instant now) {
        ProducerRecord<byte[], byte[]> sent = new ProducerRecord<>(
                inbox,
                Topics.partitionOf(tenant, Topics.DEFAULT_PARTITIONS),
                tenant.getBytes(UTF_8),
                wire.encode(Topics.INBOX, record));
        EventHeaders.cloudEvent(sent.headers(), record.getId(), source, "io.weir.Inbox.v1", now);
        return sent;
    }
}
