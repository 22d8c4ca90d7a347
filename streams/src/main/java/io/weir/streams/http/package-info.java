/**
 * The views over HTTP: GET only, JSON only, under {@code /api/v1}; health and metrics beside it.
 *
 * <p>Field names are those of the records (snake_case). Money is an exact integer of nano-dollars with the same amount as
 * a decimal string of dollars beside it, energy is in millijoules, times are ISO-8601 in UTC. Errors are
 * {@code {"error":{"code","message","field","value"}}}.
 *
 * <p>Ids are taken from the path as it came: each segment is percent-decoded once, as UTF-8, so an id may contain a slash
 * ({@code %2F}), a blank or any letter, and two ids that only look alike stay two.
 *
 * <p>It does not authenticate anybody: it binds 127.0.0.1 unless told otherwise.
 */
@NullMarked
package io.weir.streams.http;

import org.jspecify.annotations.NullMarked;
