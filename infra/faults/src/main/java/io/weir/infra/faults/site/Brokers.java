package io.weir.infra.faults.site;

import io.weir.infra.broker.EmbeddedBroker;
import io.weir.infra.broker.Quorum;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.common.Uuid;

/** One broker, or several that replicate, each a process of its own that can be started again on its data. */
public final class Brokers implements AutoCloseable {

    private static final int HEAP_MEGABYTES = 256;

    private final Path directory;
    private final String clusterId = Uuid.randomUuid().toString();
    private final List<Quorum.Node> nodes = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();
    private int starts;

    private Brokers(Path directory, int count) {
        this.directory = directory;
        for (int id = 1; id <= count; id++) {
            nodes.add(new Quorum.Node(id, Ports.free(), Ports.free()));
        }
    }

    static Brokers start(Path directory, int count) {
        Brokers brokers = new Brokers(directory, count);
        for (int i = 0; i < count; i++) {
            brokers.parts.add(brokers.begin(i));
        }
        // A voter alone does not come up: all are begun before one is waited for.
        try {
            brokers.parts.forEach(part -> part.awaitPrinted("broker ready"));
            return brokers;
        } catch (RuntimeException e) {
            brokers.close();
            throw e;
        }
    }

    private Part begin(int index) {
        Quorum.Node node = nodes.get(index);
        String data = directory
                .resolve(nodes.size() == 1 ? "kafka" : "kafka-" + node.id())
                .toString();
        List<String> arguments = nodes.size() == 1
                ? List.of(data, Integer.toString(node.port()))
                : List.of(
                        data,
                        Integer.toString(node.id()),
                        clusterId,
                        nodes.stream().map(Quorum.Node::toString).collect(Collectors.joining(",")));
        Path log = directory.resolve("broker-" + node.id() + "-" + ++starts + ".log");
        return Part.start(
                "broker-" + node.id(), log, HEAP_MEGABYTES, List.of(), EmbeddedBroker.class.getName(), arguments);
    }

    public int count() {
        return nodes.size();
    }

    public Part part(int index) {
        return parts.get(index);
    }

    /** Starts one again on its data, where it was. */
    public void restart(int index) {
        parts.get(index).close();
        parts.set(index, begin(index).awaitPrinted("broker ready"));
    }

    String bootstrap() {
        return nodes.stream().map(node -> "127.0.0.1:" + node.port()).collect(Collectors.joining(","));
    }

    @Override
    public void close() {
        parts.forEach(Part::close);
    }
}
