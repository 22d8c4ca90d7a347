package io.weir.streams.views;

import static io.weir.streams.Samples.NOON;
import static io.weir.streams.Samples.result;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.streams.store.StoredRecord;
import io.weir.streams.store.ViewStores;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/** What a crash may leave: one store ahead of the other, and records that come again. */
class ResultsViewTest {
    private final Map<String, KeyValueStore<Bytes, byte[]>> stores = new HashMap<>();
    private final ResultsView view = new ResultsView(this::store);

    private KeyValueStore<Bytes, byte[]> store(String name) {
        return stores.computeIfAbsent(
                name, unseen -> Stores.inMemoryKeyValueStore(name).get());
    }

    private void fold(String queryId, long offset) {
        view.fold(result("acme", queryId, "passed", 100, NOON), new StoredRecord(0, offset, new byte[] {1}));
    }

    private long passed() {
        byte[] sums = store(ViewStores.TENANTS).get(ViewKeys.tenant("acme"));
        return ViewCodec.TENANT.decode(sums).queries().get("passed");
    }

    @Test
    void recordsThatComeAgain_countOnce() {
        fold("a", 0);
        fold("b", 1);
        fold("a", 0);
        fold("b", 1);

        assertEquals(2, passed());
    }

    @Test
    void sumsThatAreBehindTheResults_catchUp() {
        fold("a", 0);
        byte[] behind = store(ViewStores.TENANTS).get(ViewKeys.tenant("acme"));
        fold("b", 1);
        store(ViewStores.TENANTS).put(ViewKeys.tenant("acme"), behind);

        fold("b", 1);

        assertEquals(2, passed());
    }

    @Test
    void resultsThatAreBehindTheSums_catchUp() {
        fold("a", 0);
        store(ViewStores.RESULTS).delete(ViewKeys.query("acme", "a"));

        fold("a", 0);

        assertEquals(1, passed());
        assertEquals(1, store(ViewStores.RESULTS).approximateNumEntries());
    }

    @Test
    void aRepeatOfAQueryThatComesAgainAfterACrash_stillDoesNotCount() {
        fold("a", 0);
        byte[] behind = store(ViewStores.TENANTS).get(ViewKeys.tenant("acme"));
        fold("a", 7);
        store(ViewStores.TENANTS).put(ViewKeys.tenant("acme"), behind);

        fold("a", 0);
        fold("a", 7);

        assertEquals(1, passed());
    }
}
