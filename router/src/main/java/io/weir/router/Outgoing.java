package io.weir.router;

import org.apache.kafka.common.header.Headers;

/** An encoded record on its way to the sink. */
record Outgoing(String topic, int partition, byte[] value, Headers headers) {}
