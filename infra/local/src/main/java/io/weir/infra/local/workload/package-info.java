/**
 * Queries of a file, produced to the public topic as an application would, and the watch that counts their results.
 *
 * <p>Ids depend on the file and the round alone: a workload that is begun again after a crash repeats ids, and a repeat changes
 * nothing.
 */
@NullMarked
package io.weir.infra.local.workload;

import org.jspecify.annotations.NullMarked;
