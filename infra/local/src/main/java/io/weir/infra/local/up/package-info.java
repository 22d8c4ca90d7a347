/** {@code weir up}: starts the stack, feeds the workload and shows what happens, as the HTTP views tell it. */
@NullMarked
package io.weir.infra.local.up;

import org.jspecify.annotations.NullMarked;
