package io.weir.infra.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.infra.faults.site.Await;
import io.weir.infra.faults.site.Site;
import io.weir.infra.local.config.StackFile.AccountEntry;
import io.weir.infra.local.config.StackFile.LimitEntry;
import io.weir.infra.local.workload.ResultWatch;
import io.weir.infra.local.workload.Workload;
import io.weir.schemas.Topic;
import io.weir.schemas.Topics;
import io.weir.v1.Account;
import io.weir.v1.Query;
import io.weir.v1.Verifier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Queries of a trial's own tenants, drawn from the shipped workload by the trial's seed, produced as an application would. */
public final class Traffic implements AutoCloseable {

    /** Two tenants with room, one whose budget is used up on the way. */
    private static final String TIGHT_BUDGET_USD = "0.00003";

    private static final Duration BETWEEN = Duration.ofMillis(15);
    /** A query must not expire because a part was down, or the trial would show nothing. */
    private static final Duration DEADLINE = Duration.ofMinutes(30);

    private final Site site;
    private final Random random;
    private final String name;
    private final Workload workload;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Set<Integer> drawn = new LinkedHashSet<>();
    private final List<Query> sent = new ArrayList<>();
    private final Set<ResultWatch.Id> late = new LinkedHashSet<>();
    private final List<RecordMetadata> acknowledged = new ArrayList<>();

    private Traffic(Site site, String name, List<String> accounts, Random random) {
        this.site = site;
        this.random = random;
        this.name = name;
        workload = site.workplace().queries(accounts);
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", site.bootstrap(), "acks", "all", "delivery.timeout.ms", 180_000),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Declares the tenants {@code NAME-a}, {@code NAME-b} and, with a small budget, {@code NAME-tight}. */
    static Traffic of(Site site, String name, Random random) {
        List<AccountEntry> declared = List.of(
                new AccountEntry(
                        name + "-a",
                        null,
                        List.of(money("month", "1", "calendar_month")),
                        null,
                        null,
                        null,
                        null,
                        null),
                new AccountEntry(
                        name + "-a/team",
                        null,
                        List.of(LimitEntry.of("requests", "requests", null, 100_000L, "lifetime")),
                        null,
                        null,
                        null,
                        null,
                        null),
                new AccountEntry(
                        name + "-b", null, List.of(money("all", "1", "lifetime")), null, null, null, null, null),
                new AccountEntry(
                        name + "-tight",
                        null,
                        List.of(money("trial", TIGHT_BUDGET_USD, "lifetime")),
                        null,
                        null,
                        null,
                        null,
                        null));
        site.declare(site.workplace().accounts(declared));
        return new Traffic(site, name, List.of(name + "-a/team", name + "-b", name + "-tight"), random);
    }

    /** Declares these accounts; queries are of the first, unless their maker says otherwise. */
    static Traffic of(Site site, String name, List<Account> accounts, Random random) {
        Traffic traffic = new Traffic(site, name, List.of(accounts.get(0).getAccount()), random);
        traffic.declare(accounts);
        return traffic;
    }

    /** Declares accounts, or changes them, and waits until the router has applied it. */
    public void declare(List<Account> accounts) {
        site.awaitDecided(acknowledged(accounts.stream()
                .map(account -> send(Topics.ACCOUNTS, account.getAccount(), account))
                .toList()));
    }

    private static LimitEntry money(String id, String usd, String window) {
        return LimitEntry.of(id, "money", usd, null, window);
    }

    /** Sends so many queries that were not sent yet, a moment between each; the brokers have not acknowledged them yet. */
    public List<Future<RecordMetadata>> begin(int queries) {
        List<Future<RecordMetadata>> sends = new ArrayList<>();
        for (int i = 0; i < queries; i++) {
            sends.add(send(next()));
            Await.elapsed(BETWEEN);
        }
        return sends;
    }

    /** The same, and waits until all are acknowledged. */
    public void send(int queries) {
        acknowledge(begin(queries));
    }

    /** Waits for acknowledgements. */
    public void acknowledge(List<Future<RecordMetadata>> sends) {
        acknowledged.addAll(acknowledged(sends));
    }

    /** Waits for acknowledgements and for the router: what was sent is decided. @return where it stands */
    public List<RecordMetadata> decided(List<Future<RecordMetadata>> sends) {
        List<RecordMetadata> written = acknowledged(sends);
        acknowledged.addAll(written);
        site.awaitDecided(written);
        return written;
    }

    private List<RecordMetadata> acknowledged(List<Future<RecordMetadata>> sends) {
        producer.flush();
        List<RecordMetadata> written = new ArrayList<>();
        for (Future<RecordMetadata> send : sends) {
            try {
                written.add(send.get());
            } catch (ExecutionException e) {
                throw new KafkaException("a record was not taken", e.getCause());
            } catch (InterruptedException e) {
                throw new org.apache.kafka.common.errors.InterruptException(e);
            }
        }
        return written;
    }

    /** A query of the seed's that was not drawn before. */
    public Query next() {
        int index = random.nextInt(workload.size());
        while (!drawn.add(index)) {
            index = (index + 1) % workload.size();
        }
        Instant now = Instant.now();
        Query query = workload.query(index, now);
        query.setDeadline(now.plus(DEADLINE));
        return query;
    }

    /**
     * A query that nothing verifies, so that it has one attempt; all of them hold alike.
     *
     * @param account path of the account that pays
     */
    public Query plain(String account, String id) {
        Instant now = Instant.now();
        Query query = workload.query(0, now);
        int slash = account.indexOf('/');
        query.setTenant(slash < 0 ? account : account.substring(0, slash));
        query.setAccount(account);
        query.setQueryId(id);
        query.setVerifier(Verifier.newBuilder().build());
        query.setDeadline(now.plus(DEADLINE));
        return query;
    }

    /** Sends each query from a thread of its own, all let go at the same moment, over a few connections; waits until they are decided. */
    public void sendAtOnce(List<Query> queries) {
        sent.addAll(queries);
        List<RecordMetadata> written = Crowd.send(
                site.bootstrap(),
                queries.stream()
                        .map(query -> record(Topics.QUERIES, query.getTenant(), query))
                        .toList());
        acknowledged.addAll(written);
        site.awaitDecided(written);
    }

    /** Sends a query of the caller's making. */
    public Future<RecordMetadata> send(Query query) {
        sent.add(query);
        return send(Topics.QUERIES, query.getTenant(), query);
    }

    /** Sends a query in bytes of the caller's making, whose schema is not known yet. */
    public void sendAs(Query query, ProducerRecord<byte[], byte[]> record) {
        sent.add(query);
        late.add(new ResultWatch.Id(query.getTenant(), query.getQueryId()));
        acknowledge(List.of(raw(record)));
    }

    /** Ids of queries sent before their schema was known. */
    Set<ResultWatch.Id> late() {
        return Set.copyOf(late);
    }

    /** Sends a record of any topic; it does not count as a query. */
    public <T extends SpecificRecord> Future<RecordMetadata> send(Topic<T> topic, String key, T value) {
        return raw(record(topic, key, value));
    }

    /** A record of any topic. */
    public <T extends SpecificRecord> ProducerRecord<byte[], byte[]> record(Topic<T> topic, String key, T value) {
        return new ProducerRecord<>(
                topic.name(), key.getBytes(UTF_8), site.wire().encode(topic, value));
    }

    /** Sends bytes as they are. */
    public Future<RecordMetadata> raw(ProducerRecord<byte[], byte[]> record) {
        return producer.send(record);
    }

    /** Ids of the queries sent; a repeat counts once. */
    public Set<ResultWatch.Id> ids() {
        Set<ResultWatch.Id> ids = new LinkedHashSet<>();
        sent.forEach(query -> ids.add(new ResultWatch.Id(query.getTenant(), query.getQueryId())));
        return ids;
    }

    public List<Query> sent() {
        return List.copyOf(sent);
    }

    public List<RecordMetadata> acknowledged() {
        return List.copyOf(acknowledged);
    }

    /** Whether a tenant is of this trial: its name begins with the trial's. */
    public boolean owns(String tenant) {
        return tenant.startsWith(name + "-");
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(10));
    }
}
