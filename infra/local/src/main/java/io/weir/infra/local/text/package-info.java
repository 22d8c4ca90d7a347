/**
 * Plain text for a terminal: aligned tables, amounts with their unit, and strings that came from outside made harmless.
 *
 * <p>Ids and reasons are anybody's bytes: an id with a line break could forge a line of a report. What is printed of them
 * goes through {@link io.weir.infra.local.text.Printable}.
 */
@NullMarked
package io.weir.infra.local.text;

import org.jspecify.annotations.NullMarked;
