/**
 * What Confluent's REST interface for schemas promises, as tests that know a server by its address alone. Each interface holds the
 * promises of one subject; a class that implements them all runs them against one server.
 *
 * <p>The contract is Confluent's API reference, and where that is silent on codes and words, the codes and words that clients of
 * Confluent's server know. A server that answers otherwise says so by a {@link io.weir.infra.registry.contract.Difference},
 * and the test then asserts what it answers instead: an exception that is mended there is found here.
 *
 * <p>Each test has subjects of its own. Settings of the whole registry are put back by the test that changes them, so tests of one
 * server run one after the other.
 */
@NullMarked
package io.weir.infra.registry.contract;

import org.jspecify.annotations.NullMarked;
