/**
 * {@code weir why}: where a query went and for what reasons, in words and numbers.
 *
 * <p>Everything comes from the router's own records: its decisions state what they saw (every candidate, the floor, the
 * calibration and its age, the seed), the ledger what was held and settled, the outcomes what came of it. Nothing is computed
 * again. Reading ({@link io.weir.infra.local.why.StoryReader}) and telling
 * ({@link io.weir.infra.local.why.Narrative}) are apart: the second is a function of a value.
 *
 * <p>The topics have no index by query: the tenant's partition is read as a whole, all of them where no tenant is named.
 */
@NullMarked
package io.weir.infra.local.why;

import org.jspecify.annotations.NullMarked;
