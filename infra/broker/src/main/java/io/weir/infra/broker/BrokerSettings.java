package io.weir.infra.broker;

import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/** The settings of a broker: Kafka's defaults but for what few nodes, one disk and a small heap ask for. */
final class BrokerSettings {

    static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    private static final String HOST = "127.0.0.1";

    /** Partitions of Kafka's own topics; the default of 50 costs a directory and two mapped files each. */
    private static final String FEW_PARTITIONS = "4";

    /** 4 MiB: room for a query of 1 MiB of text with its routing and its answer. */
    private static final String MAX_MESSAGE_BYTES = Integer.toString(4 << 20);

    /** 1 MiB, as against 10: it bounds the address space of a mapped index; a full index only rolls its segment. */
    private static final String INDEX_BYTES = Integer.toString(1 << 20);

    /** 2 MiB, as against 128: enough for about 87,000 keys a cleaning pass. */
    private static final String CLEANER_BUFFER_BYTES = Integer.toString(2 << 20);

    private static final Map<String, String> ONE_NODE = Map.ofEntries(
            Map.entry("default.replication.factor", "1"),
            Map.entry("min.insync.replicas", "1"),
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("offsets.topic.num.partitions", FEW_PARTITIONS),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("transaction.state.log.num.partitions", FEW_PARTITIONS),
            Map.entry("share.coordinator.state.topic.replication.factor", "1"),
            Map.entry("share.coordinator.state.topic.min.isr", "1"),
            Map.entry("share.coordinator.state.topic.num.partitions", FEW_PARTITIONS),
            // A group of one member need not wait for others to join.
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            // One hour: a Flink sink asks for a transaction timeout longer than its checkpoints may take.
            Map.entry("transaction.max.timeout.ms", "3600000"),
            // How often a dead producer's transaction is looked for: what a restarted router waits on.
            Map.entry("transaction.abort.timed.out.transaction.cleanup.interval.ms", "500"),
            Map.entry("auto.create.topics.enable", "false"),
            Map.entry("message.max.bytes", MAX_MESSAGE_BYTES),
            Map.entry("replica.fetch.max.bytes", MAX_MESSAGE_BYTES),
            Map.entry("log.index.size.max.bytes", INDEX_BYTES),
            Map.entry("log.cleaner.dedupe.buffer.size", CLEANER_BUFFER_BYTES),
            Map.entry("log.cleaner.threads", "1"),
            Map.entry("num.network.threads", "2"),
            Map.entry("num.io.threads", "4"),
            Map.entry("background.threads", "2"));

    private BrokerSettings() {}

    static String bootstrapServers(BrokerConfig config) {
        return HOST + ":" + config.port();
    }

    static Properties of(BrokerConfig config) {
        String clients = "PLAINTEXT://" + bootstrapServers(config);
        Properties properties = new Properties();
        properties.putAll(ONE_NODE);
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", Integer.toString(nodeId(config)));
        properties.put("controller.quorum.voters", voters(config));
        config.quorum().ifPresent(quorum -> properties.putAll(replicated(quorum)));
        properties.put("controller.listener.names", CONTROLLER_LISTENER);
        properties.put("listeners", clients + "," + CONTROLLER_LISTENER + "://" + HOST + ":" + config.controllerPort());
        properties.put("advertised.listeners", clients);
        properties.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.put("log.dirs", config.directory().toString());
        return properties;
    }

    static int nodeId(BrokerConfig config) {
        return config.quorum().map(Quorum::node).orElse(NODE_ID);
    }

    private static String voters(BrokerConfig config) {
        return config.quorum()
                .map(quorum -> quorum.nodes().stream()
                        .map(node -> node.id() + "@" + HOST + ":" + node.controllerPort())
                        .collect(Collectors.joining(",")))
                .orElseGet(() -> NODE_ID + "@" + HOST + ":" + config.controllerPort());
    }

    /** One of them may fail: what it had acknowledged, another has. */
    private static Map<String, String> replicated(Quorum quorum) {
        String replicas = Integer.toString(quorum.nodes().size());
        String inSync = Integer.toString(Math.max(1, quorum.nodes().size() - 1));
        return Map.of(
                "default.replication.factor", replicas,
                "min.insync.replicas", inSync,
                "offsets.topic.replication.factor", replicas,
                "transaction.state.log.replication.factor", replicas,
                "transaction.state.log.min.isr", inSync,
                "share.coordinator.state.topic.replication.factor", replicas,
                "share.coordinator.state.topic.min.isr", inSync);
    }
}
