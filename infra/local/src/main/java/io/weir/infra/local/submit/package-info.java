/**
 * {@code weir submit}: one query by hand, and its result.
 *
 * <p>The query takes the way of any producer's: an Avro record on the public topic, keyed by its tenant. It may end in two
 * places: a result on weir.results, or, where ingress or the router could not take it, a dead letter and no result; both are
 * watched. A repeat of an id is answered by the result that is there already, so an id that was given is looked for from the
 * first record on, a fresh one from where the topic ended when it was sent.
 */
@NullMarked
package io.weir.infra.local.submit;

import org.jspecify.annotations.NullMarked;
