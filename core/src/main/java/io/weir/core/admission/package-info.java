/**
 * What may enter: the bounds that ingress checks before a record is homed, each with the field and the value that broke it.
 *
 * <p>Refused here means dead-lettered, with no result. What is well-formed but cannot be served (an unknown account, a
 * deadline that has passed, no room in a budget) is the router's to say, as a result.
 */
@NullMarked
package io.weir.core.admission;

import org.jspecify.annotations.NullMarked;
