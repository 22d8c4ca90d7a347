package io.weir.streams.query;

import io.weir.streams.store.ViewStores;
import java.net.URI;
import java.util.Optional;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.StreamsNotStartedException;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * The views of a Kafka Streams client. It is there before the client is: HTTP is bound first, since the client announces
 * its port to the others; until then everything is unavailable.
 */
public final class RunningViews implements ReadableStores, Placement {
    private record Client(KafkaStreams streams, HostInfo self) {}

    private volatile Optional<Client> client = Optional.empty();

    /**
     * Opens the views of a client.
     *
     * @param self what it announces as application.server
     */
    public void open(KafkaStreams streams, HostInfo self) {
        client = Optional.of(new Client(streams, self));
    }

    @Override
    public ReadOnlyKeyValueStore<Bytes, byte[]> store(String name) {
        try {
            return running()
                    .streams()
                    .store(StoreQueryParameters.fromNameAndType(name, QueryableStoreTypes.keyValueStore()));
        } catch (InvalidStateStoreException e) {
            throw new ViewsUnavailableException("store " + name + " cannot be read now: " + e.getMessage(), e);
        }
    }

    /** All stores about a tenant are in one task, so any of them tells where. */
    @Override
    public Optional<URI> elsewhere(String tenant) {
        KeyQueryMetadata place = metadata(tenant);
        if (place.equals(KeyQueryMetadata.NOT_AVAILABLE)) {
            throw new ViewsUnavailableException("it is not known yet where views of the tenant are");
        }
        HostInfo host = place.activeHost();
        return host.equals(running().self()) ? Optional.empty() : Optional.of(uri(host));
    }

    private KeyQueryMetadata metadata(String tenant) {
        try {
            return running().streams().queryMetadataForKey(ViewStores.RESULTS, tenant, new StringSerializer());
        } catch (IllegalStateException | StreamsNotStartedException e) {
            throw new ViewsUnavailableException("not running: " + e.getMessage(), e);
        }
    }

    @Override
    public boolean isComplete() {
        Client running = running();
        return running.streams().metadataForAllStreamsClients().stream()
                .allMatch(instance -> instance.hostInfo().equals(running.self())
                        || instance.topicPartitions().isEmpty());
    }

    private Client running() {
        return client.orElseThrow(() -> new ViewsUnavailableException("starting"));
    }

    private static URI uri(HostInfo host) {
        String name = host.host().indexOf(':') >= 0 ? "[" + host.host() + "]" : host.host();
        return URI.create("http://" + name + ":" + host.port());
    }
}
