package io.weir.bench.poison;

import org.jspecify.annotations.Nullable;

/**
 * A record as it is sent. Never compared.
 *
 * @param tenant tenant of its query, where it is one
 * @param queryId id of its query, where it is one
 * @param plainProducer whether a producer with default settings sends it, or one that allows records of any size
 */
@SuppressWarnings("ArrayRecordComponent")
record Dose(
        String topic,
        byte @Nullable [] key,
        byte @Nullable [] value,
        String tenant,
        String queryId,
        boolean plainProducer) {

    static Dose bytes(String topic, byte @Nullable [] value) {
        return new Dose(topic, null, value, "", "", false);
    }

    Dose byPlainProducer() {
        return new Dose(topic, key, value, tenant, queryId, true);
    }
}
