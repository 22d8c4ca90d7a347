/**
 * A real one-node Kafka broker inside the process: KRaft, on loopback, without replication.
 *
 * <p>It is what tests, the local stack and the laptop demo run on. It is the broker of the Kafka distribution, not a fake
 * of one: transactions, share groups and compaction work as they do in production. What it is not is safe against the
 * loss of the disk, since every topic has one replica, nor reachable from another machine.
 *
 * <p>What a newcomer gets wrong: topics are not created by using them; the directory, not the port, is the identity of
 * the broker, so a restart may choose another port; and a second broker on the same directory is refused by Kafka's own
 * lock file.
 */
@NullMarked
package io.weir.infra.broker;

import org.jspecify.annotations.NullMarked;
