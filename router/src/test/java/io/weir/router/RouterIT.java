package io.weir.router;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.router.ingress.Ingress;
import io.weir.schemas.Topic;
import io.weir.schemas.Topics;
import io.weir.v1.Attempt;
import io.weir.v1.DeadLetter;
import io.weir.v1.Inbox;
import io.weir.v1.LedgerEntry;
import io.weir.v1.Query;
import io.weir.v1.Result;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.streams.KafkaStreams;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ingress and router on a real broker and registry; the test is the worker. Each test has tenants of its own. */
class RouterIT {

    private static final Topic<Attempt> ATTEMPTS = Topics.attempts(Drafts.TIER, "interactive");

    @TempDir
    static Path directory;

    private static Cluster cluster;

    private int states;
    private Ingress ingress;
    private RouterApp router;

    @BeforeAll
    static void startCluster() {
        cluster = new Cluster(directory.resolve("broker"));
    }

    @AfterAll
    static void stopCluster() {
        cluster.close();
    }

    @BeforeEach
    void start() throws Exception {
        ingress = cluster.ingress(cluster.registryUrl());
        router = cluster.router(state());
        cluster.write(Topics.TIERS, 0, Drafts.TIER, Drafts.tier());
        cluster.write(Topics.PRICES, 0, "small-1", Drafts.price());
        cluster.write(Topics.CALIBRATION, 0, "cal-1", Drafts.calibration());
        eventually().until(() -> router.state() == KafkaStreams.State.RUNNING);
    }

    @AfterEach
    void stop() {
        ingress.close();
        router.close();
    }

    private Path state() {
        return directory.resolve(getClass().getSimpleName() + System.identityHashCode(this) + "-" + states);
    }

    private static ConditionFactory eventually() {
        return Awaitility.await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(200));
    }

    private static void account(String tenant) throws Exception {
        cluster.write(Topics.ACCOUNTS, 0, tenant, Drafts.account(tenant, 10_000_000));
        await(
                Topics.LEDGER,
                entry -> entry.getAccount().equals(tenant) && entry.getKind().equals("limit_set"));
    }

    /** To the partition after the tenant's own. */
    private static void submit(Query query) throws Exception {
        int wrong = (Topics.partitionOf(query.getTenant(), Cluster.PARTITIONS) + 1) % Cluster.PARTITIONS;
        cluster.write(Topics.QUERIES, wrong, query.getTenant(), query);
    }

    private static Query query(String tenant, String id) {
        return Drafts.query(tenant, id, Instant.now());
    }

    private static <T extends org.apache.avro.specific.SpecificRecord> T await(Topic<T> topic, Predicate<T> wanted) {
        return eventually()
                .until(
                        () -> cluster.read(topic).stream()
                                .map(Cluster.Read::value)
                                .filter(wanted)
                                .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }

    private static Attempt attempt(String tenant, String id) {
        return await(
                ATTEMPTS, a -> a.getTenant().equals(tenant) && a.getQueryId().equals(id));
    }

    private static Result result(String tenant, String id) {
        return await(
                Topics.RESULTS,
                r -> r.getTenant().equals(tenant) && r.getQueryId().equals(id));
    }

    private static void claimAndAnswer(Attempt attempt) throws Exception {
        claim(attempt);
        Inbox outcome = Drafts.inbox("outcome", 0);
        outcome.setOutcome(Drafts.outcome(attempt.getTenant(), attempt.getQueryId(), attempt.getAttempt()));
        cluster.write(Topics.INBOX, attempt.getInboxPartition(), attempt.getTenant(), outcome);
    }

    private static void claim(Attempt attempt) throws Exception {
        Inbox claim = Drafts.inbox("claim", 0);
        claim.setClaim(Drafts.claim(attempt.getTenant(), attempt.getQueryId(), attempt.getAttempt()));
        cluster.write(Topics.INBOX, attempt.getInboxPartition(), attempt.getTenant(), claim);
    }

    private static List<String> ledger(String tenant) {
        return cluster.read(Topics.LEDGER).stream()
                .map(Cluster.Read::value)
                .filter(entry -> entry.getLedgerKey().equals(tenant))
                .map(LedgerEntry::getKind)
                .toList();
    }

    private static long results(String tenant) {
        return cluster.read(Topics.RESULTS).stream()
                .filter(read -> read.value().getTenant().equals(tenant))
                .count();
    }

    @Test
    void eachTenantHasOneHome_andRepeatsOfEveryInputChangeNothing() throws Exception {
        List<String> tenants = List.of("home-a", "home-b", "home-c");
        for (String tenant : tenants) {
            account(tenant);
        }
        for (int round = 0; round < 2; round++) {
            for (String tenant : tenants) {
                Query query = query(tenant, "q-1");
                submit(query);
                claimAndAnswer(attempt(tenant, "q-1"));
                assertEquals("passed", result(tenant, "q-1").getStatus());
            }
        }
        // What comes after the repeats in every partition is through, so the repeats are.
        for (String tenant : tenants) {
            submit(query(tenant, "q-2"));
            claimAndAnswer(attempt(tenant, "q-2"));
            result(tenant, "q-2");
        }

        for (String tenant : tenants) {
            var ledger = cluster.read(Topics.LEDGER).stream()
                    .filter(read -> read.value().getLedgerKey().equals(tenant))
                    .toList();
            assertEquals(
                    java.util.Set.of(Topics.partitionOf(tenant, Cluster.PARTITIONS)),
                    ledger.stream().map(Cluster.Read::partition).collect(Collectors.toSet()));
            assertEquals(List.of("limit_set", "held", "posted", "held", "posted"), ledger(tenant));
            assertEquals(
                    List.of(1L, 2L, 3L, 4L, 5L),
                    ledger.stream().map(read -> read.value().getSeq()).toList());
            assertEquals(2, results(tenant));
        }
        List<String> ids = cluster.admin().listTransactions(new ListTransactionsOptions()).all().get().stream()
                .map(TransactionListing::transactionalId)
                .toList();
        assertTrue(ids.stream().anyMatch(id -> id.startsWith(RouterConfig.APPLICATION_ID + "-")), ids.toString());
    }

    @Test
    void anOpenQueryOutlivesTheRouter_withItsStateAndWithout() throws Exception {
        account("restart");
        for (String id : List.of("kept", "wiped")) {
            submit(query("restart", id));
            claim(attempt("restart", id));
            router.close();
            if (id.equals("wiped")) {
                states++; // an empty directory: all comes from the changelogs
            }
            router = cluster.router(state());
            submit(query("restart", id));
            claimAndAnswer(attempt("restart", id));

            assertEquals("passed", result("restart", id).getStatus());
        }

        assertEquals(List.of("limit_set", "held", "posted", "held", "posted"), ledger("restart"));
        assertEquals(2, results("restart"));
    }

    @Test
    void anAttemptThatNobodyClaimsExpiresByTicksAlone() throws Exception {
        account("idle");
        Query query = query("idle", "q-1");
        query.setDeadline(Instant.now().plusSeconds(5));
        submit(query);

        assertEquals("expired", result("idle", "q-1").getStatus());
        List<String> ledger = ledger("idle");
        assertTrue(
                ledger.equals(List.of("limit_set", "held", "expired")) || ledger.equals(List.of("limit_set")),
                ledger.toString()); // the second on a machine so slow that it was past before it was homed
    }

    @Test
    void poisonIsDeadLettered_andTheRestIsServed() throws Exception {
        account("after");
        int partition = 1;
        byte[] poison = {1, 2, 3, 4, 5, 6, 7};
        cluster.write(Topics.QUERIES.name(), partition, "poison", poison);
        Query query = query("after", "q-1");
        cluster.write(Topics.QUERIES, partition, "after", query);

        claimAndAnswer(attempt("after", "q-1"));

        assertEquals("passed", result("after", "q-1").getStatus());
        DeadLetter letter = await(
                Topics.DLQ,
                l -> l.getCode().equals("wrong_magic")
                        && l.getSource().getTopic().equals(Topics.QUERIES.name()));
        assertEquals(partition, letter.getSource().getPartition());
        assertEquals(ByteBuffer.wrap(poison), letter.getRecordValue());
    }

    /** What cannot be read nor even refused without the registry waits, in place, until it answers. */
    @Test
    void aRegistryThatFailsWhileIngressStartsDelaysAQueryAndLosesNone() throws Exception {
        account("outage");
        String url = cluster.registryUrl();
        byte[] query = cluster.bytes(Topics.QUERIES, query("outage", "q-1"));
        ingress.close();
        cluster.stopRegistry();
        try (FailingRegistry failing = FailingRegistry.on(url)) {
            ingress = cluster.ingress(url);
            cluster.write(Topics.QUERIES.name(), 0, "outage", query);
            eventually().until(() -> failing.requests() > 1);
        } finally {
            cluster.startRegistry(url);
        }

        claimAndAnswer(attempt("outage", "q-1"));

        assertEquals("passed", result("outage", "q-1").getStatus());
        assertTrue(letters("outage").isEmpty());
    }

    @Test
    void aRecordWhoseSchemaIsNotRegisteredYet_waitsAmongTheDeadLettersAndDelaysNobody() throws Exception {
        account("early");
        int unused = cluster.unusedSchemaId();
        byte[] early = cluster.bytes(Topics.QUERIES, query("early", "q-1"));
        ByteBuffer.wrap(early).putInt(1, unused);
        cluster.write(Topics.QUERIES.name(), 2, "early", early);
        cluster.write(Topics.QUERIES, 2, "early", query("early", "q-2"));

        claimAndAnswer(attempt("early", "q-2"));
        DeadLetter waiting = await(
                Topics.DLQ, l -> l.getSource() != null && String.valueOf(unused).equals(l.getValue()));
        assertEquals("unknown_schema", waiting.getCode());
        assertEquals("schema_id", waiting.getField());
        assertTrue(waiting.getRetryAt() != null);

        cluster.registerVariant(Topics.QUERIES, unused);
        claimAndAnswer(attempt("early", "q-1"));

        assertEquals("passed", result("early", "q-1").getStatus());
        DeadLetter last = await(Topics.DLQ, l -> l.getId().equals(waiting.getId()) && l.getRetryAt() == null);
        assertEquals("homed", last.getCode());
    }

    private static List<DeadLetter> letters(String tenant) {
        return cluster.read(Topics.DLQ).stream()
                .map(Cluster.Read::value)
                .filter(letter -> ByteBuffer.wrap(tenant.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .equals(letter.getRecordKey()))
                .toList();
    }
}
