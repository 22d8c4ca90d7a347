/**
 * What the benches of the running platform share: processes of their own, statistics over rounds, an open loop, and the
 * circumstances that a figure is quoted with.
 *
 * <p>A part that is measured runs in a JVM of its own, so that its CPU can be told from that of the broker and of the load.
 * Time of day is never measured with; durations are of {@link System#nanoTime}.
 */
@NullMarked
package io.weir.bench.run;

import org.jspecify.annotations.NullMarked;
