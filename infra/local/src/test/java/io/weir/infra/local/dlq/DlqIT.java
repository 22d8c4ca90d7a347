package io.weir.infra.local.dlq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.infra.broker.BrokerConfig;
import io.weir.infra.broker.EmbeddedBroker;
import io.weir.infra.local.cluster.Addresses;
import io.weir.infra.local.cluster.TopicReader;
import io.weir.infra.registry.RegistryConfig;
import io.weir.infra.registry.RegistryServer;
import io.weir.schemas.Topic;
import io.weir.schemas.TopicProvisioner;
import io.weir.schemas.Topics;
import io.weir.schemas.codec.DeadLetters;
import io.weir.v1.Coordinates;
import io.weir.v1.DeadLetter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command on the letters of a real broker, in this order: the first counts them all. */
@TestMethodOrder(OrderAnnotation.class)
class DlqIT {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final byte[] POISON = {1, 2, 3};

    @TempDir
    static Path directory;

    private static EmbeddedBroker broker;
    private static RegistryServer registry;
    private static TopicReader reader;

    @BeforeAll
    static void start() throws Exception {
        broker = EmbeddedBroker.start(BrokerConfig.at(directory.resolve("kafka")));
        registry = RegistryServer.start(RegistryConfig.of(broker.bootstrapServers(), 0));
        reader = TopicReader.open(Addresses.of(broker.bootstrapServers(), registry.url()));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            new TopicProvisioner(admin, 2, (short) 1)
                    .ensure(List.of(Topics.DLQ, Topics.QUERIES, Topics.ACCOUNTS, Topics.OUTCOMES));
        }
        write(refused(1, 0));
        write(refused(1, 1));
        DeadLetter waiting = refused(0, 7);
        waiting.setRetryAt(NOON);
        write(waiting);
        DeadLetter homed = refused(0, 8);
        homed.setRetryAt(NOON);
        write(homed);
        homed.setRetryAt(null);
        homed.setCode(DeadLetters.HOMED);
        homed.setRecordValue(null);
        homed.setRetries(1);
        write(homed);
    }

    @AfterAll
    static void stop() {
        reader.close();
        registry.close();
        broker.close();
    }

    private static DeadLetter refused(int partition, long offset) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("ce_id", "x".getBytes(UTF_8));
        DeadLetter letter = DeadLetters.of(
                new Coordinates(Topics.QUERIES.name(), partition, offset),
                "acme".getBytes(UTF_8),
                POISON,
                headers,
                "wrong_magic",
                "value",
                "0x010203",
                "first byte must be 0, is 1");
        letter.setAt(NOON.plusSeconds(offset));
        return letter;
    }

    private static void write(DeadLetter letter) throws Exception {
        int partition = Topics.partitionOf(letter.getId(), 2);
        produce(new ProducerRecord<>(
                Topics.DLQ.name(), partition, null, reader.wire().encode(Topics.DLQ, letter)));
    }

    private static void produce(ProducerRecord<byte[], byte[]> record) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(record).get();
        }
    }

    private record Run(int status, String out, String err) {}

    private static Run dlq(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = new CommandLine(new DlqCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .setCaseInsensitiveEnumValuesAllowed(true);
        String[] address = {"--bootstrap", broker.bootstrapServers(), "--registry", registry.url()};
        int status = command.execute(Stream.concat(
                        Stream.of(args[0]),
                        Stream.concat(Stream.of(address), Arrays.stream(args).skip(1)))
                .toArray(String[]::new));
        return new Run(status, out.toString(), err.toString());
    }

    private static List<ConsumerRecord<byte[], byte[]>> queries() {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        reader.readAll(Topics.QUERIES, records::add);
        return records;
    }

    /** A commit is decided when the producer returns; its markers, and what they make readable, come after. */
    private static List<ConsumerRecord<byte[], byte[]>> awaitQueries(int count) {
        return await().atMost(Duration.ofSeconds(90)).until(DlqIT::queries, records -> records.size() == count);
    }

    @Test
    @Order(1)
    void letters_areListed_shown_andSentAgainOnce() throws Exception {
        Run list = dlq("list");
        assertEquals(0, list.status, list.toString());
        assertTrue(list.out.contains("4 dead records: 1 homed, 2 refused, 1 waiting"), list.toString());
        assertTrue(list.out.contains("0x010203"), list.toString());
        Run one = dlq("list", "--json", "--state", "waiting");
        assertEquals(1, one.out.lines().count(), one.toString());
        assertTrue(one.out.contains("\"offset\":7"), one.toString());

        Path file = directory.resolve("value");
        Run show = dlq("show", "weir.queries.v1/1/0", "--value-to", file.toString());
        assertTrue(show.out.contains("first byte must be 0, is 1"), show.toString());
        assertTrue(show.out.contains("3 bytes: 0x010203"), show.toString());
        assertArrayEquals(POISON, Files.readAllBytes(file));
        assertEquals(1, dlq("show", "weir.queries.v1/1/99").status);

        Run dry = dlq("redrive", "--dry-run", "weir.queries.v1/1/0");
        assertTrue(dry.out.contains("1 would be sent"), dry.toString());
        assertEquals(List.of(), queries());

        for (int round = 0; round < 2; round++) {
            Run redrive = dlq("redrive", "weir.queries.v1/1/0");
            assertEquals(0, redrive.status, redrive.toString());
            ConsumerRecord<byte[], byte[]> again = awaitQueries(1).get(0);
            assertEquals(1, again.partition());
            assertArrayEquals(POISON, again.value());
            assertArrayEquals("acme".getBytes(UTF_8), again.key());
            assertArrayEquals(
                    "x".getBytes(UTF_8), again.headers().lastHeader("ce_id").value());
            assertArrayEquals(
                    "weir.queries.v1/1/0".getBytes(UTF_8),
                    again.headers().lastHeader(Redriver.HEADER).value());
        }

        Run all = dlq("redrive", "--all");
        assertTrue(all.out.contains("1 sent"), all.toString());
        awaitQueries(2);
        assertTrue(dlq("redrive", "--all").out.contains("0 sent"));
        assertTrue(dlq("list").out.contains("2 redriven, 1 waiting"));
        assertEquals(1, dlq("redrive", "weir.queries.v1/0/7").status);
        assertEquals(1, dlq("redrive", "nonsense").status);
        assertEquals(2, dlq("redrive").status);
        assertEquals(2, queries().size());
    }

    @Test
    @Order(3)
    void aRecordThatIsNoLetter_isNamed_andHidesNoOther() throws Exception {
        produce(new ProducerRecord<>(Topics.DLQ.name(), 0, null, POISON));

        Run list = dlq("list");
        assertEquals(0, list.status, list.toString());
        assertTrue(list.err.contains("is no dead letter: "), list.toString());
        assertTrue(list.out.contains("weir.queries.v1/1/0"), list.toString());
        assertEquals(0, dlq("show", "weir.queries.v1/1/0").status);
        assertEquals(0, dlq("redrive", "--all", "--topic", "weir.queries.v1").status);
    }

    @Test
    @Order(2)
    void redrive_refusesWhatIngressDoesNotRead_andWhatItsKeyHasLeftBehind() throws Exception {
        write(of(Topics.OUTCOMES, 0));
        write(of(Topics.ACCOUNTS, 0));
        for (int i = 0; i < 2; i++) {
            produce(new ProducerRecord<>(Topics.ACCOUNTS.name(), 0, "acme".getBytes(UTF_8), POISON));
        }

        Run outcome = dlq("redrive", "weir.outcomes.v1/0/0");
        assertEquals(1, outcome.status, outcome.toString());
        assertTrue(
                outcome.out.contains("source.topic weir.outcomes.v1 is none that ingress reads"), outcome.toString());
        Run account = dlq("redrive", "--dry-run", "weir.accounts.v1/0/0");
        assertEquals(1, account.status, account.toString());
        assertTrue(account.out.contains("key acme has a later record, weir.accounts.v1/0/1"), account.toString());
    }

    private static DeadLetter of(Topic<?> topic, long offset) {
        DeadLetter letter = refused(0, offset);
        letter.setSource(new Coordinates(topic.name(), 0, offset));
        letter.setId(DeadLetters.id(letter.getSource()));
        return letter;
    }
}
