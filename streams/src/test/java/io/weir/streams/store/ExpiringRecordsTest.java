package io.weir.streams.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

class ExpiringRecordsTest {
    private final KeyValueStore<Bytes, byte[]> byTime =
            Stores.inMemoryKeyValueStore("by-time").get();
    private final ExpiringRecords records = new ExpiringRecords(
            RecordKind.RESULT, Stores.inMemoryKeyValueStore("records").get(), byTime);

    private static Bytes key(String tenant, String id) {
        return new KeyWriter().text(tenant).text(id).toBytes();
    }

    private static StoredRecord at(long micros, String value) {
        return new StoredRecord(micros, 5, value.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private void put(String tenant, String id, long micros) {
        records.put(tenant, key(tenant, id), at(micros, id), records.get(key(tenant, id)));
    }

    private boolean has(String tenant, String id) {
        return records.get(key(tenant, id)).isPresent();
    }

    @Test
    void aRecordComesBackAsItWent() {
        put("acme", "q", 77);

        StoredRecord back = records.get(key("acme", "q")).orElseThrow();
        assertEquals(77, back.atMicros());
        assertEquals(5, back.offset());
        assertArrayEquals(new byte[] {'q'}, back.value());
    }

    @Test
    void purge_deletesWhatIsBeforeTheCutOffInEveryGroup() {
        put("acme", "old", 99);
        put("acme", "edge", 100);
        put("zebra", "old", -5);
        put("zebra", "new", 101);

        assertEquals(2, records.purge(100));

        assertFalse(has("acme", "old"));
        assertTrue(has("acme", "edge"));
        assertFalse(has("zebra", "old"));
        assertTrue(has("zebra", "new"));
        assertEquals(2, byTime.approximateNumEntries());
    }

    @Test
    void groupsWhoseNamesBeginAlike_areApart() {
        put("a", "b", 1);
        put("ab", "", 200);

        assertEquals(1, records.purge(100));

        assertTrue(has("ab", ""));
    }

    @Test
    void purge_leavesOtherKindsInTheSameStoreAlone() {
        ExpiringRecords decisions = new ExpiringRecords(
                RecordKind.DECISION, Stores.inMemoryKeyValueStore("decisions").get(), byTime);
        decisions.put("acme", key("acme", "q"), at(1, "d"), Optional.empty());

        assertEquals(0, records.purge(100));
        assertTrue(decisions.get(key("acme", "q")).isPresent());
        assertEquals(1, decisions.purge(100));
    }

    @Test
    void aRecordPutAgainAtAnotherTime_expiresByTheNewOne() {
        put("acme", "q", 1);
        put("acme", "q", 200);

        assertEquals(0, records.purge(100));
        assertTrue(has("acme", "q"));
    }

    @Test
    void whatNeverExpires_isInNoOrderOfTime() {
        put("acme", "q", StoredRecord.NEVER_EXPIRES);

        assertEquals(0, records.purge(Long.MAX_VALUE));
        assertEquals(0, byTime.approximateNumEntries());
    }

    @Test
    void onePurge_isBoundedAndTheNextGoesOn() {
        for (int i = 0; i <= ExpiringRecords.PURGED_AT_ONCE; i++) {
            put("acme", Integer.toString(i), i);
        }

        assertEquals(ExpiringRecords.PURGED_AT_ONCE, records.purge(Long.MAX_VALUE));
        assertEquals(1, records.purge(Long.MAX_VALUE));
    }
}
