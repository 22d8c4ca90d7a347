/**
 * What outcomes taught: the probability that a tier passes a task, as a Beta posterior, and how many tokens it takes.
 *
 * <p>A calibration is an immutable version. The cold prior is Beta(1,1): before the first verified outcome every tier passes
 * with probability one half, which says only that nothing is known.
 */
@NullMarked
package io.weir.core.calibration;

import org.jspecify.annotations.NullMarked;
