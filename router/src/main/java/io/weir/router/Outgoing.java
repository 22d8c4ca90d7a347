package io.weir.router;

/** An encoded record on its way to the sink; never compared. */
@SuppressWarnings("ArrayRecordComponent")
record Outgoing(String topic, int partition, byte[] value) {}
