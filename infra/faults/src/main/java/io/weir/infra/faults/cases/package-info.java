/** The faults, one class each. A body reads as a story: arm, send, await the failure, heal, rest, and what is special. */
@NullMarked
package io.weir.infra.faults.cases;

import org.jspecify.annotations.NullMarked;
