/**
 * Judges the text of an answer by a rule that came with the query.
 *
 * <p>{@link io.weir.workers.verify.AnswerVerifier#of} turns a kind and its parameters into a verifier and is the only place
 * where a broken rule shows: with {@link io.weir.workers.verify.BadVerifierException}, which names parameter and value. A
 * verifier that was made judges every text: it has no clock, no network and no state, and its work is bounded by the text
 * (patterns run on an automaton without backtracking, schemas in counted steps). What a tenant's rule may do all the same is
 * kept from the worker by {@link io.weir.workers.verify.VerifierThreads}.
 *
 * <p>What it is not: a judge of meaning. The kinds that need somebody else ({@code external}) give {@code unknown} here, and
 * their verdict reaches the router on a topic of its own.
 */
@NullMarked
package io.weir.workers.verify;

import org.jspecify.annotations.NullMarked;
