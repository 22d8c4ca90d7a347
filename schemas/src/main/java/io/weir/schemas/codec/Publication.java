package io.weir.schemas.codec;

import io.weir.schemas.Topic;
import org.apache.avro.specific.SpecificRecord;

/**
 * A record to append.
 *
 * @param key raw key
 * @param id deterministic id, for the CloudEvents header
 * @param traceparent W3C trace context; empty where there is none
 */
public record Publication<T extends SpecificRecord>(
        Topic<T> topic, String key, String id, T value, String traceparent) {}
