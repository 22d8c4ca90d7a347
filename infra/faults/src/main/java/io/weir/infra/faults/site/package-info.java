/**
 * A platform for faults: each part a process of its own on this machine, on loopback and free ports, with its log in a file.
 *
 * <p>{@link io.weir.infra.faults.site.Site} starts, kills, stops and continues parts; {@link io.weir.infra.faults.site.Part} is
 * one of them. Router and worker run as their {@code trap} mains; broker, registry, ingress and Flink as their own mains.
 * Everything but the broker reaches the registry through {@link io.weir.infra.faults.site.RegistryProxy}, which can be slow or
 * wrong. What happened is read back from the topics by {@link io.weir.infra.faults.site.Logs}, never from a part's memory.
 *
 * <p>Waiting is for a condition and bounded; a bound that is reached is an error that says what was waited for.
 */
@NullMarked
package io.weir.infra.faults.site;

import org.jspecify.annotations.NullMarked;
