package io.weir.router;

import io.weir.core.routing.Router;
import io.weir.router.state.RouterStore;
import io.weir.schemas.AvroWire;
import io.weir.schemas.Topics;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.TopicNameExtractor;

/**
 * Source, processor, one store, one sink. The sink is one node for all topics, since a record knows where it goes: the
 * partition is the task's, so that a tenant has one home everywhere.
 */
public final class RouterTopology {

    private RouterTopology() {}

    public static Topology build(Router router, AvroWire wire) {
        Topology topology = new Topology();
        topology.addSource("inbox", new ByteArrayDeserializer(), new ByteArrayDeserializer(), Topics.INBOX.name());
        topology.addProcessor("router", () -> new RouterProcessor(router, wire), "inbox");
        topology.addStateStore(RouterStore.builder(RouterProcessor.STATE), "router");
        TopicNameExtractor<byte[], Outgoing> topic = (key, value, context) -> value.topic();
        StreamPartitioner<byte[], Outgoing> partition =
                (name, key, value, partitions) -> Optional.of(Set.of(value.partition() % partitions));
        topology.addSink("out", topic, new ByteArraySerializer(), (name, value) -> value.value(), partition, "router");
        return topology;
    }
}
