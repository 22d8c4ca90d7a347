/**
 * What ceilings hold above what is spent, and whom they cut: requests replayed in order through the router's state machine, once
 * with what outcomes teach it and once without.
 */
@NullMarked
package io.weir.bench.ceilings;

import org.jspecify.annotations.NullMarked;
