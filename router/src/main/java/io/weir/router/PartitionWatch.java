package io.weir.router;

import io.weir.schemas.Partitions;
import io.weir.schemas.Topic;
import io.weir.schemas.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that topics keyed by tenant keep their number of partitions: with another one a tenant's home would be another
 * partition, whose state knows nothing of what it has spent.
 *
 * <p>What the number was is remembered by the router's changelogs: they have as many partitions as the inbox had when the router
 * first ran, so that it cannot be changed by raising topics and options alike. At start-up {@link #require} refuses; while it runs
 * a part looks every {@link #EVERY} and stops.
 */
public final class PartitionWatch implements AutoCloseable {

    /** Until a part that runs has noticed. It writes to the partitions that it started with meanwhile. */
    static final Duration EVERY = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(PartitionWatch.class);
    private static final long ANSWER_SECONDS = 30;
    private static final Pattern CHANGELOG =
            Pattern.compile(Pattern.quote(RouterConfig.APPLICATION_ID) + "-.+-changelog");
    private static final Set<String> KEYED = Topics.fixed().stream()
            .filter(topic -> topic.partitions() == Partitions.SHARED)
            .map(Topic::name)
            .collect(Collectors.toUnmodifiableSet());

    private final Admin admin;
    private final int partitions;
    private final Consumer<String> onChange;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;

    private PartitionWatch(Admin admin, int partitions, Consumer<String> onChange) {
        this.admin = admin;
        this.partitions = partitions;
        this.onChange = onChange;
        thread = new Thread(this::run, "weir-partition-watch");
        thread.setDaemon(true);
    }

    /**
     * Refuses a cluster on which the router has run with another number of partitions.
     *
     * @throws IllegalStateException naming the topic, what was found and wanted
     * @throws KafkaException if the cluster does not answer
     */
    public static void require(Admin admin, int partitions) {
        try {
            other(admin, partitions).ifPresent(reason -> {
                throw new IllegalStateException(reason);
            });
        } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new KafkaException("the numbers of partitions cannot be read", e);
        } catch (InterruptedException e) {
            throw new org.apache.kafka.common.errors.InterruptException(e);
        }
    }

    /**
     * Watches from a thread of its own.
     *
     * @param onChange told once, with the reason; the part must stop, and whoever runs it end its process
     */
    public static PartitionWatch start(String bootstrapServers, int partitions, Consumer<String> onChange) {
        Admin admin = Admin.create(java.util.Map.of("bootstrap.servers", bootstrapServers));
        PartitionWatch watch = new PartitionWatch(admin, partitions, onChange);
        watch.thread.start();
        return watch;
    }

    private void run() {
        try {
            while (!stop.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                Optional<String> reason = look();
                if (reason.isPresent()) {
                    onChange.accept(reason.get());
                    return;
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("The watch over partitions ends", e);
        }
    }

    private Optional<String> look() throws InterruptedException {
        try {
            return other(admin, partitions);
        } catch (ExecutionException | java.util.concurrent.TimeoutException | KafkaException e) {
            LOG.debug("The numbers of partitions could not be read", e);
            return Optional.empty();
        }
    }

    private static Optional<String> other(Admin admin, int partitions)
            throws ExecutionException, InterruptedException, java.util.concurrent.TimeoutException {
        List<String> watched = admin.listTopics().names().get(ANSWER_SECONDS, TimeUnit.SECONDS).stream()
                .filter(name -> KEYED.contains(name)
                        || Topics.tierOf(name).isPresent()
                        || CHANGELOG.matcher(name).matches())
                .toList();
        return other(
                admin.describeTopics(watched)
                        .allTopicNames()
                        .get(ANSWER_SECONDS, TimeUnit.SECONDS)
                        .values(),
                partitions);
    }

    /** Why these topics cannot be served with so many partitions; empty where they can. */
    static Optional<String> other(Collection<TopicDescription> topics, int partitions) {
        return topics.stream()
                .filter(topic -> topic.partitions().size() != partitions)
                .min(Comparator.comparing(TopicDescription::name))
                .map(topic -> "topic " + topic.name() + " has "
                        + topic.partitions().size() + " partitions, wanted " + partitions
                        + (CHANGELOG.matcher(topic.name()).matches()
                                ? ": the router has run with "
                                        + topic.partitions().size()
                                        + ", with another number tenants would be parted from what they have spent"
                                : ": keys would move; with another number a platform starts on topics of its own"));
    }

    @Override
    public void close() {
        stop.countDown();
        thread.interrupt();
        admin.close(Duration.ofSeconds(5));
    }
}
