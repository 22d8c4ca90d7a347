/**
 * A small server of Confluent's Schema Registry interface, for Avro: state folded from a compacted topic.
 *
 * <pre>
 *   http ──▶ Registry ── decide (operation, under the store's lock) ──▶ entries ──▶ log ──▶ _schemas
 *                │                                                                   │
 *                └──────────────── store ◀── apply ◀── tail of the topic ◀───────────┘
 * </pre>
 *
 * <p>It is an independent implementation of the interface and of the topic's format, so that clients need not care and
 * Confluent's server could take the topic over. It is not a cluster: one instance writes to a topic.
 */
@NullMarked
package io.weir.infra.registry;

import org.jspecify.annotations.NullMarked;
