/**
 * The contracts that Weir's processes meet on: topics, records and how a record becomes bytes.
 *
 * <p>What it is: {@link io.weir.schemas.Topics}, the one catalogue of topics; {@link io.weir.schemas.AvroWire}, values in
 * Confluent's wire format; {@link io.weir.schemas.EventHeaders}, CloudEvents and W3C trace context as Kafka headers; and
 * {@link io.weir.schemas.TopicProvisioner}, which creates topics and confirms them. The records themselves are generated
 * from {@code src/main/avro} into {@code io.weir.v1}.
 *
 * <p>What it is not: no rule of the business lives here; nothing decides, prices or routes.
 *
 * <p>Order: everything of a tenant stands in one partition, {@link io.weir.schemas.Topics#partitionOf}, of every topic with
 * shared partitions, whoever produced it. What a newcomer gets wrong: other clients' default partitioners differ from
 * Java's, so only a topic written by Weir itself may be trusted to be homed; a public topic may not.
 *
 * <p>Time: timestamps inside records are microseconds since the epoch ({@link java.time.Instant} in the generated classes,
 * finer digits are cut). The inbox carries the broker's append time, which is the router's clock.
 */
@NullMarked
package io.weir.schemas;

import org.jspecify.annotations.NullMarked;
