/**
 * How the commands beside {@code up} reach a stack: where it listens, and how its topics are read.
 *
 * <p>A stack leaves {@code stack.json} in its directory; the file may outlive the stack, so it is believed only where a
 * broker answers there that has the cluster id of the directory's data. Where none answers, {@link
 * io.weir.infra.local.cluster.Cluster} starts a broker and a registry on that data, on free ports, for as long as a command
 * needs them.
 *
 * <p>Reading is read_committed, from a first offset to an end fixed beforehand, without a consumer group: it moves nobody's
 * offsets and it ends, however much is written meanwhile. What it is not: a subscription.
 */
@NullMarked
package io.weir.infra.local.cluster;

import org.jspecify.annotations.NullMarked;
