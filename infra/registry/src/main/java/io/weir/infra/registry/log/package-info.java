/**
 * The log of the registry: entries in the format of Confluent's server, in a compacted topic of one partition.
 *
 * <p>A write is answered after it was read back and folded, so that an answer never runs ahead of the state, and the state
 * never ahead of the topic.
 *
 * <pre>
 *   append ── produce (acks=all, idempotent) ──▶ _schemas ──▶ tail ──▶ fold
 *      ▲                                                                │
 *      └───────────────────────── folded up to ◀────────────────────────┘
 * </pre>
 *
 * <p>What a newcomer gets wrong: keys are compared byte by byte by compaction, so the order of their fields is part of the
 * format; and there must be one writing registry per topic, since a decision is taken on the state of one process.
 */
@NullMarked
package io.weir.infra.registry.log;

import org.jspecify.annotations.NullMarked;
