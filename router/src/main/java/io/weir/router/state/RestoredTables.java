package io.weir.router.state;

import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * What Kafka Streams restores from the changelog goes into the tables. What is put is there already: the step has changed the
 * tables before it is appended, so that this store has nothing to keep and nothing to be read from.
 */
final class RestoredTables implements KeyValueStore<Bytes, byte[]> {

    private final String name;
    private final StateTables tables;
    private boolean open;

    RestoredTables(String name, StateTables tables) {
        this.name = name;
        this.tables = tables;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        tables.clear();
        context.register(root, tables::restore);
        open = true;
    }

    @Override
    public void put(Bytes key, byte @Nullable [] value) {}

    @Override
    public byte @Nullable [] delete(Bytes key) {
        return null;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void close() {
        open = false;
        tables.clear();
    }

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public Position getPosition() {
        return Position.emptyPosition();
    }

    @Override
    public long approximateNumEntries() {
        return tables.size();
    }

    @Override
    public byte[] putIfAbsent(Bytes key, byte[] value) {
        throw unread();
    }

    @Override
    public void putAll(List<KeyValue<Bytes, byte[]>> entries) {
        throw unread();
    }

    @Override
    public byte[] get(Bytes key) {
        throw unread();
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
        throw unread();
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> all() {
        throw unread();
    }

    private static UnsupportedOperationException unread() {
        return new UnsupportedOperationException("the state is read from its tables");
    }
}
