package io.weir.streams;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.weir.schemas.AvroWire;
import io.weir.schemas.Topic;
import io.weir.streams.query.ViewsQueries;
import io.weir.streams.views.RecordMeters;
import io.weir.streams.views.ViewsTopology;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.Stores;

/** The topology without a broker and in memory, its stores read as the running application reads them. */
public final class DrivenViews implements AutoCloseable {
    private final AvroWire wire = new AvroWire(new MockSchemaRegistryClient());
    private final TopologyTestDriver driver;
    private final ViewsQueries queries;

    public DrivenViews(Path stateDir, MeterRegistry meters, Duration retention) {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "views");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
        settings.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        driver = new TopologyTestDriver(
                ViewsTopology.build(wire, new RecordMeters(meters), retention, Stores::inMemoryKeyValueStore),
                settings);
        queries = new ViewsQueries(driver::getKeyValueStore, wire);
    }

    public ViewsQueries queries() {
        return queries;
    }

    public <T extends SpecificRecord> void pipe(Topic<T> topic, T record) {
        pipeBytes(topic, wire.encode(topic, record));
    }

    public void pipeBytes(Topic<?> topic, byte[] value) {
        driver.createInputTopic(topic.name(), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new byte[0], value);
    }

    public void advanceWallClock(Duration time) {
        driver.advanceWallClockTime(time);
    }

    @Override
    public void close() {
        driver.close();
    }
}
