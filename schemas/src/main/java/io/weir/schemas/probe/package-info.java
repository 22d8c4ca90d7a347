/**
 * What a process says about itself to whoever supervises it: {@code /livez} and {@code /readyz} over HTTP.
 *
 * <p>What it is: one form for every part that has no HTTP of its own. Status 200 where it holds and 503 where it does not,
 * with a JSON body such as <code>{"ready":true,"state":"RUNNING"}</code>. Not alive: a restart helps. Not ready: wait.
 *
 * <p>What it is not: no figures and nothing of the business; nobody is authenticated, so it belongs on an address that only
 * the supervisor reaches.
 *
 * <p>Time: an answer is what holds at the moment of asking; nothing is remembered.
 */
@NullMarked
package io.weir.schemas.probe;

import org.jspecify.annotations.NullMarked;
