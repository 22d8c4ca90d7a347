/**
 * The YAML that declares tiers, prices, accounts and a workload, as records for their topics.
 *
 * <p>Money is dollars as text, so that it is exact; a value that is not a whole number of nano-dollars is an error that names
 * its key. Unknown keys are errors: a misspelt limit must not be no limit.
 */
@NullMarked
package io.weir.infra.local.config;

import org.jspecify.annotations.NullMarked;
