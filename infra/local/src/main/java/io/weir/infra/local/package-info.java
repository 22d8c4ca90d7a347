/** The {@code weir} command: the whole platform on one machine, and the tools that read its topics. */
@NullMarked
package io.weir.infra.local;

import org.jspecify.annotations.NullMarked;
