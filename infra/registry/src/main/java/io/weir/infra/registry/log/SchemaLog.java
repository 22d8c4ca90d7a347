package io.weir.infra.registry.log;

import io.weir.infra.registry.log.LogException.Kind;
import io.weir.infra.registry.store.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log in Kafka: a producer for entries and a tail that folds them, its own writes included. */
public final class SchemaLog implements EntryLog, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SchemaLog.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final LogConfig config;
    private final TopicPartition partition;
    private final KafkaProducer<String, String> producer;
    private final Tail tail;
    private final Thread tailThread;

    private SchemaLog(
            LogConfig config,
            TopicPartition partition,
            KafkaProducer<String, String> producer,
            Tail tail,
            Thread tailThread) {
        this.config = config;
        this.partition = partition;
        this.producer = producer;
        this.tail = tail;
        this.tailThread = tailThread;
    }

    /**
     * Opens the log, creating its topic if need be, and returns when all that it holds is folded.
     *
     * @param fold takes each entry, in order, on one thread
     */
    public static SchemaLog open(LogConfig config, java.util.function.Consumer<Entry> fold) {
        Deadline deadline = Deadline.in(config.startTimeout());
        SchemaTopic topic = new SchemaTopic(config);
        topic.awaitReady(deadline);
        TopicPartition partition = topic.partition();
        KafkaConsumer<String, String> consumer = consumer(config);
        long end = endOffset(consumer, partition);
        Tail tail = new Tail(consumer, partition, fold);
        Thread thread = new Thread(tail, "registry-tail");
        thread.setDaemon(true);
        thread.start();
        SchemaLog log = new SchemaLog(config, partition, producer(config), tail, thread);
        try {
            tail.awaitFolded(end, deadline);
        } catch (LogException e) {
            log.close();
            throw e;
        }
        LOG.info("folded {} up to offset {}", partition, end);
        return log;
    }

    @Override
    public void append(List<Entry> entries) {
        Deadline deadline = Deadline.in(config.writeTimeout());
        tail.requireAlive();
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (Entry entry : entries) {
            sent.add(send(entry));
        }
        long last = -1;
        for (Future<RecordMetadata> future : sent) {
            last = Math.max(last, offset(future, deadline));
        }
        tail.awaitFolded(last + 1, deadline);
    }

    /**
     * A record behind all others: the producer keeps its records in order and gives up on each within the write's time, so that
     * what was sent before is in front of it or nowhere.
     */
    @Override
    public void settle() {
        append(List.of(new Entry.Noop()));
    }

    /** Throws if the log is no longer read. */
    public void requireAlive() {
        tail.requireAlive();
    }

    @Override
    public void close() {
        producer.close(CLOSE_TIMEOUT);
        tail.end();
        try {
            tailThread.join(CLOSE_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Future<RecordMetadata> send(Entry entry) {
        EntryCodec.Encoded encoded = EntryCodec.encode(entry);
        try {
            return producer.send(new ProducerRecord<>(partition.topic(), 0, encoded.key(), encoded.value()));
        } catch (TimeoutException e) {
            throw new LogException(Kind.TIMED_OUT, "no brokers for a write", e);
        }
    }

    private static long offset(Future<RecordMetadata> future, Deadline deadline) {
        try {
            return future.get(deadline.left().toMillis(), TimeUnit.MILLISECONDS).offset();
        } catch (ExecutionException e) {
            throw new LogException(kind(e.getCause()), "a write failed", e);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new LogException(Kind.TIMED_OUT, "a write is not acknowledged in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LogException(Kind.FAILED, "interrupted", e);
        }
    }

    private static Kind kind(@Nullable Throwable cause) {
        if (cause instanceof RecordTooLargeException) {
            return Kind.TOO_LARGE;
        }
        return cause instanceof TimeoutException ? Kind.TIMED_OUT : Kind.FAILED;
    }

    private static long endOffset(KafkaConsumer<String, String> consumer, TopicPartition partition) {
        try {
            return consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        } catch (RuntimeException e) {
            consumer.close();
            throw new LogException(Kind.FAILED, "the end of " + partition + " is not known", e);
        }
    }

    private static KafkaConsumer<String, String> consumer(LogConfig config) {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                config.bootstrapServers(),
                ConsumerConfig.CLIENT_ID_CONFIG,
                "registry-tail");
        return new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
    }

    private static KafkaProducer<String, String> producer(LogConfig config) {
        int timeoutMillis = Math.toIntExact(config.writeTimeout().toMillis());
        Map<String, Object> settings = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                config.bootstrapServers(),
                ProducerConfig.CLIENT_ID_CONFIG,
                "registry-writer",
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.LINGER_MS_CONFIG,
                0,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                timeoutMillis,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                timeoutMillis / 2,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                timeoutMillis);
        return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }
}
