/**
 * Drafts of the records that tests feed to the router: each starts valid and plain, a test names only what it is about.
 * Nothing here computes what the code under test computes.
 */
@NullMarked
package io.weir.core.sample;

import org.jspecify.annotations.NullMarked;
