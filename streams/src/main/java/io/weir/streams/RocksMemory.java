package io.weir.streams;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * One bound on the native memory of all RocksDB stores of the process. Streams gives each store of each partition its own
 * 50 MB of cache and 48 MB of write buffers: with eight stores on four partitions that could become 3 GB.
 *
 * <p>Streams makes the instance itself, from the class name, so what all share must be static.
 */
public final class RocksMemory implements RocksDBConfigSetter {
    /** Blocks, indexes, filters and write buffers of all stores together. */
    private static final long TOTAL_BYTES = 64L << 20;

    /** Part of it that unwritten records may take. */
    private static final long WRITE_BUFFER_BYTES = 24L << 20;

    /** Of one store, so that a busy one fills several rather than one for all. */
    private static final long ONE_WRITE_BUFFER_BYTES = 4L << 20;

    static {
        RocksDB.loadLibrary();
    }

    private static final Cache CACHE = new LRUCache(TOTAL_BYTES);
    private static final WriteBufferManager WRITE_BUFFERS = new WriteBufferManager(WRITE_BUFFER_BYTES, CACHE);

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(CACHE);
        table.setCacheIndexAndFilterBlocks(true);
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(WRITE_BUFFERS);
        options.setWriteBufferSize(ONE_WRITE_BUFFER_BYTES);
    }

    @Override
    public void close(String storeName, Options options) {
        // Cache and buffers are shared with stores that stay open.
    }
}
