/**
 * Asks a model: an {@link io.weir.workers.engine.Engine} takes an OpenAI chat body and gives a message with its usage.
 *
 * <p>The worker hands over the model and the ceiling of output tokens that was held, and they replace whatever the body says
 * (what the body asks less of stays less); every other field passes through unchanged, known here or not. Nothing is tried
 * twice: whether an error is worth another attempt is the router's question, since each attempt has a hold of its own.
 *
 * <p>Errors are of four classes: {@code caller} (the body is wrong), {@code policy} (the provider will not answer this),
 * {@code provider} (it failed, or was too slow), {@code own} (our key, our configuration, our recording).
 *
 * <p>Time: an engine may be slow, so {@code ask} is interruptible and ends when the remaining time does.
 */
@NullMarked
package io.weir.workers.engine;

import org.jspecify.annotations.NullMarked;
