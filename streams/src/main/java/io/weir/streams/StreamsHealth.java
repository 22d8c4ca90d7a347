package io.weir.streams;

import io.weir.streams.http.Health;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.KafkaStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Health of a Kafka Streams client; there before the client is, as HTTP is. */
final class StreamsHealth implements Health {
    private static final Logger LOG = LoggerFactory.getLogger(StreamsHealth.class);

    private record Client(KafkaStreams streams, CatchUp catchUp) {}

    private volatile Optional<Client> client = Optional.empty();

    void open(KafkaStreams streams, CatchUp catchUp) {
        client = Optional.of(new Client(streams, catchUp));
    }

    @Override
    public boolean isAlive() {
        return client.map(running -> running.streams().state())
                .map(state -> !state.hasCompletedShutdown() && state != KafkaStreams.State.PENDING_ERROR)
                .orElse(true);
    }

    @Override
    public boolean isReady() {
        return client.filter(running -> running.streams().state() == KafkaStreams.State.RUNNING)
                .map(running -> isLevel(running.catchUp()))
                .orElse(false);
    }

    private static boolean isLevel(CatchUp catchUp) {
        try {
            return catchUp.isDone();
        } catch (KafkaException e) {
            LOG.debug("Cannot see how far the views are", e);
            return false;
        }
    }

    @Override
    public String state() {
        return client.map(running -> running.streams().state().toString()).orElse("STARTING");
    }
}
