package io.weir.infra.local.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.weir.infra.local.cluster.Addresses;
import io.weir.infra.local.cluster.Span;
import io.weir.infra.local.cluster.TopicReader;
import io.weir.infra.local.cluster.Where;
import io.weir.schemas.Topic;
import io.weir.schemas.Topics;
import io.weir.v1.Account;
import io.weir.v1.Aggregate;
import io.weir.v1.Attempt;
import io.weir.v1.Inbox;
import io.weir.v1.LedgerEntry;
import io.weir.v1.Limit;
import io.weir.v1.Message;
import io.weir.v1.Model;
import io.weir.v1.Outcome;
import io.weir.v1.Price;
import io.weir.v1.Tier;
import io.weir.v1.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Declares a catalogue and answers attempts by hand: a verified query fails first and passes then. */
final class HandWorker implements AutoCloseable {

    private static final List<String> TIERS = List.of("small", "large");

    private final TopicReader reader;
    private final Addresses addresses;
    private final KafkaProducer<byte[], byte[]> producer;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Map<TopicPartition, Long> next = new HashMap<>();

    HandWorker(Addresses addresses) {
        this.addresses = addresses;
        reader = TopicReader.open(addresses);
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", addresses.bootstrap(), "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Returns when the inbox holds all of it. */
    void declare() {
        for (String tier : TIERS) {
            long rate = tier.equals("small") ? 100_000_000L : 1_000_000_000L;
            send(
                    Topics.PRICES,
                    tier,
                    Price.newBuilder()
                            .setModel("model-" + tier)
                            .setVersion("v1")
                            .setInput(rate)
                            .setOutput(4 * rate)
                            .build());
            send(
                    Topics.TIERS,
                    tier,
                    Tier.newBuilder()
                            .setTier(tier)
                            .setModels(List.of(Model.newBuilder()
                                    .setModel("model-" + tier)
                                    .setContextWindow(4_096)
                                    .build()))
                            .build());
        }
        account("acme", 1_000_000_000L);
        account("globex", 1_000_000_000L);
        account("hooli", 1);
        int inEveryPartition =
                2 * TIERS.size() * reader.partitions(Topics.INBOX).size();
        await().atMost(Duration.ofMinutes(1)).until(() -> homed() == inEveryPartition + 3);
    }

    private int homed() {
        AtomicInteger count = new AtomicInteger();
        reader.readAll(Topics.INBOX, record -> {
            if (!reader.decode(Topics.INBOX, record).getKind().equals("tick")) {
                count.incrementAndGet();
            }
        });
        return count.get();
    }

    private void account(String path, long nanodollars) {
        send(
                Topics.ACCOUNTS,
                path,
                Account.newBuilder()
                        .setAccount(path)
                        .setLimits(List.of(Limit.newBuilder()
                                .setId("all")
                                .setAmount(nanodollars)
                                .build()))
                        .build());
    }

    void answersInTheBackground() {
        Thread thread = new Thread(
                () -> {
                    try (TopicReader own = TopicReader.open(addresses)) {
                        while (!stop.await(50, TimeUnit.MILLISECONDS)) {
                            TIERS.forEach(tier -> answer(own, Topics.attempts(tier, "interactive")));
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "hand-worker");
        thread.setDaemon(true);
        thread.start();
    }

    private void answer(TopicReader own, Topic<Attempt> topic) {
        own.committed(own.partitions(topic)).forEach((partition, span) -> {
            Span rest = span.from(next.getOrDefault(partition, 0L));
            own.read(partition, rest, record -> answer(own.decode(topic, record)));
            next.put(partition, rest.end());
        });
    }

    private void answer(Attempt attempt) {
        boolean verified = !attempt.getVerifier().getKind().equals("none");
        Outcome outcome = Outcome.newBuilder()
                .setTenant(attempt.getTenant())
                .setQueryId(attempt.getQueryId())
                .setAttempt(attempt.getAttempt())
                .setTier(attempt.getTier())
                .setModel(attempt.getModel())
                .setStatus("answered")
                .setUsage(
                        Usage.newBuilder().setInputTokens(7).setOutputTokens(3).build())
                .setVerdict(!verified ? "unknown" : attempt.getAttempt() == 1 ? "fail" : "pass")
                .setVerifier(attempt.getVerifier().getKind())
                .setMessage(Message.newBuilder().setContent("7").build())
                .setEnergyMillijoules(5)
                .setObservedAt(Instant.now())
                .build();
        Inbox inbox = Inbox.newBuilder()
                .setKind("outcome")
                .setId(attempt.getTenant() + "/" + attempt.getQueryId() + "/" + attempt.getAttempt())
                .setOutcome(outcome)
                .build();
        sent(new ProducerRecord<>(
                Topics.INBOX.name(),
                attempt.getInboxPartition(),
                attempt.getTenant().getBytes(UTF_8),
                reader.wire().encode(Topics.INBOX, inbox)));
    }

    /** Posts an attempt of acme a second time, in an entry well numbered and dated. @return where it is */
    String forge() {
        List<LedgerEntry> entries = new ArrayList<>();
        reader.readAll(Topics.LEDGER, record -> entries.add(reader.decode(Topics.LEDGER, record)));
        entries.removeIf(entry -> !entry.getLedgerKey().equals("acme"));
        LedgerEntry last = entries.get(entries.size() - 1);
        LedgerEntry posted = entries.stream()
                .filter(entry -> entry.getKind().equals("posted"))
                .findFirst()
                .orElseThrow();
        LedgerEntry forged = LedgerEntry.newBuilder(posted)
                .setId("forged")
                .setSeq(last.getSeq() + 1)
                .setAt(last.getAt())
                .build();
        RecordMetadata at = send(Topics.LEDGER, "acme", forged);
        return new Where(at.topic(), at.partition(), at.offset()).toString();
    }

    /** Writes the last figure again with one pass more, and says where it stands. */
    String forgeFigure() {
        Topic<Aggregate> topic = Topics.aggregates("cost-of-pass");
        List<Aggregate> figures = new ArrayList<>();
        List<byte[]> keys = new ArrayList<>();
        reader.readAll(topic, record -> {
            figures.add(reader.decode(topic, record));
            keys.add(record.key());
        });
        Aggregate last = figures.get(figures.size() - 1);
        Aggregate forged = Aggregate.newBuilder(last).build();
        forged.getCounts().merge("passes", 1L, Long::sum);
        forged.setRevision(last.getRevision());
        RecordMetadata at = sent(new ProducerRecord<>(
                topic.name(), keys.get(keys.size() - 1), reader.wire().encode(topic, forged)));
        return new Where(at.topic(), at.partition(), at.offset()).toString();
    }

    /** Writes an alert that stays uncommitted until it is closed. */
    AutoCloseable opensATransaction() {
        KafkaProducer<byte[], byte[]> open = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        addresses.bootstrap(),
                        "transactional.id",
                        "left-open",
                        "transaction.timeout.ms",
                        60_000),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        open.initTransactions();
        open.beginTransaction();
        sent(open, new ProducerRecord<>(Topics.ALERTS.name(), new byte[0]));
        return () -> {
            open.abortTransaction();
            open.close(Duration.ofSeconds(5));
        };
    }

    private <T extends SpecificRecord> RecordMetadata send(Topic<T> topic, String key, T value) {
        return sent(new ProducerRecord<>(
                topic.name(), key.getBytes(UTF_8), reader.wire().encode(topic, value)));
    }

    private RecordMetadata sent(ProducerRecord<byte[], byte[]> record) {
        return sent(producer, record);
    }

    private static RecordMetadata sent(KafkaProducer<byte[], byte[]> by, ProducerRecord<byte[], byte[]> record) {
        try {
            return by.send(record).get();
        } catch (Exception e) {
            throw new IllegalStateException("not sent to " + record.topic(), e);
        }
    }

    @Override
    public void close() {
        stop.countDown();
        producer.close(Duration.ofSeconds(5));
        reader.close();
    }
}
