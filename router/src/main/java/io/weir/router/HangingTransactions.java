package io.weir.router;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeProducersResult;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends transactions that partitions hold open although their coordinator has ended them.
 *
 * <p>A broker that dies with a transaction open and comes back after its timeout may end it before it is a leader again: the
 * coordinator writes that the abort is complete, and no marker reaches the partitions (seen with one broker, Kafka 4.3.0). From
 * then on their last stable offset stands still: nobody reads on, and a router that restores from such a changelog never
 * finishes. Nothing but an abort by an administrator ends it (KIP-664).
 *
 * <p>A transaction hangs if its partition names it as open in two rounds, with the same first offset, while its coordinator
 * says in both that its producer has none open. A transaction that is merely long, or being ended, is left alone. So is one
 * that no coordinator knows while any of them may be missing: its own may be the one that does not answer.
 */
final class HangingTransactions implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HangingTransactions.class);
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final long ANSWER_SECONDS = 30;

    /** States of a coordinator in which markers are still to come. */
    private static final Set<TransactionState> OPEN = Set.of(
            TransactionState.ONGOING,
            TransactionState.PREPARE_COMMIT,
            TransactionState.PREPARE_ABORT,
            TransactionState.PREPARE_EPOCH_FENCE,
            TransactionState.UNKNOWN);

    private static final String TRANSACTIONS = "__transaction_state";

    /** A transaction that a partition holds open. */
    record Held(TopicPartition partition, long producerId, int epoch, int coordinatorEpoch, long firstOffset) {}

    private final Admin admin;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;
    private Set<Held> suspected = Set.of();

    private HangingTransactions(Admin admin) {
        this.admin = admin;
        thread = new Thread(this::run, "weir-hanging-transactions");
        thread.setDaemon(true);
    }

    static HangingTransactions watch(String bootstrapServers) {
        HangingTransactions watch =
                new HangingTransactions(Admin.create(Map.of("bootstrap.servers", bootstrapServers)));
        watch.thread.start();
        return watch;
    }

    private void run() {
        try {
            do {
                round();
            } while (!stop.await(EVERY.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            LOG.debug("The watch for hanging transactions ends", e);
        }
    }

    private void round() throws InterruptedException {
        try {
            List<Held> held = held();
            Optional<Map<Integer, Integer>> before = coordinators();
            Map<Long, TransactionState> states = states(held);
            boolean all = before.isPresent() && before.equals(coordinators());
            Set<Held> hanging = new HashSet<>(hanging(held, states, all));
            for (Held one : hanging) {
                if (suspected.contains(one)) {
                    abort(one);
                }
            }
            suspected = hanging;
        } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
            LOG.debug("Hanging transactions could not be looked for", e);
        }
    }

    /**
     * Those whose producer has no transaction open by the word of its coordinator.
     *
     * @param all whether every coordinator was there to answer: only then is what none of them knows ended
     */
    static List<Held> hanging(List<Held> held, Map<Long, TransactionState> states, boolean all) {
        return held.stream()
                .filter(one -> {
                    TransactionState state = states.get(one.producerId());
                    return state == null ? all : !OPEN.contains(state);
                })
                .toList();
    }

    /** Leaders of the partitions of the coordinators' log; empty while one has none. */
    private Optional<Map<Integer, Integer>> coordinators()
            throws ExecutionException, InterruptedException, java.util.concurrent.TimeoutException {
        return leaders(admin.describeTopics(Set.of(TRANSACTIONS))
                .allTopicNames()
                .get(ANSWER_SECONDS, TimeUnit.SECONDS)
                .values());
    }

    static Optional<Map<Integer, Integer>> leaders(Collection<TopicDescription> topics) {
        Map<Integer, Integer> leaders = new HashMap<>();
        for (TopicDescription topic : topics) {
            for (TopicPartitionInfo partition : topic.partitions()) {
                if (partition.leader() == null || partition.leader().isEmpty()) {
                    return Optional.empty();
                }
                leaders.put(partition.partition(), partition.leader().id());
            }
        }
        return Optional.of(leaders);
    }

    private List<Held> held() throws ExecutionException, InterruptedException, java.util.concurrent.TimeoutException {
        Set<String> topics = new HashSet<>(admin.listTopics().names().get(ANSWER_SECONDS, TimeUnit.SECONDS));
        topics.removeIf(topic -> !topic.startsWith("weir"));
        topics.add("__consumer_offsets"); // the router's commits are part of its transactions
        List<TopicPartition> partitions = new ArrayList<>();
        admin.describeTopics(topics)
                .allTopicNames()
                .get(ANSWER_SECONDS, TimeUnit.SECONDS)
                .forEach((name, topic) -> topic.partitions()
                        .forEach(partition -> partitions.add(new TopicPartition(name, partition.partition()))));
        List<Held> held = new ArrayList<>();
        DescribeProducersResult described = admin.describeProducers(partitions);
        for (TopicPartition partition : partitions) {
            try {
                for (ProducerState producer : described
                        .partitionResult(partition)
                        .get(ANSWER_SECONDS, TimeUnit.SECONDS)
                        .activeProducers()) {
                    if (producer.currentTransactionStartOffset().isPresent()) {
                        held.add(held(partition, producer));
                    }
                }
            } catch (ExecutionException e) {
                LOG.debug("{} does not say who writes to it; the others do", partition, e);
            }
        }
        return held;
    }

    private static Held held(TopicPartition partition, ProducerState producer) {
        return new Held(
                partition,
                producer.producerId(),
                producer.producerEpoch(),
                producer.coordinatorEpoch().orElse(0),
                producer.currentTransactionStartOffset().orElseThrow());
    }

    private Map<Long, TransactionState> states(List<Held> held)
            throws ExecutionException, InterruptedException, java.util.concurrent.TimeoutException {
        if (held.isEmpty()) {
            return Map.of();
        }
        Set<Long> producers = held.stream().map(Held::producerId).collect(Collectors.toSet());
        Map<Long, TransactionState> states = new HashMap<>();
        for (TransactionListing listing : admin.listTransactions(
                        new ListTransactionsOptions().filterProducerIds(producers))
                .all()
                .get(ANSWER_SECONDS, TimeUnit.SECONDS)) {
            states.put(listing.producerId(), listing.state());
        }
        return states;
    }

    private void abort(Held one) throws InterruptedException, java.util.concurrent.TimeoutException {
        try {
            admin.abortTransaction(new AbortTransactionSpec(
                            one.partition(), one.producerId(), (short) one.epoch(), one.coordinatorEpoch()))
                    .all()
                    .get(ANSWER_SECONDS, TimeUnit.SECONDS);
            LOG.warn("Aborted a transaction that its coordinator had ended and the partition had not: {}", one);
        } catch (ExecutionException e) {
            LOG.error("A transaction hangs and could not be aborted; see kafka-transactions.sh: {}", one, e.getCause());
        }
    }

    @Override
    public void close() {
        stop.countDown();
        thread.interrupt();
        admin.close(Duration.ofSeconds(5));
    }
}
