/**
 * Whether the ledger ever lets through what does not fit, or refuses what does: a real broker and a real router under many
 * producers, accounts in trees, several windows and most limits hit; then every hold and every refusal is judged by arithmetic
 * of this package's own.
 *
 * <pre>
 *   producers ─▶ weir.inbox ─▶ router ─▶ attempts ─▶ responder ─▶ weir.inbox
 *                                 └────▶ decisions, ledger, results ─▶ Auditor
 * </pre>
 *
 * <p>The auditor knows of the code under test the topics alone. It folds each tenant's entries in order of seq; a decision and
 * a refusal name the last entry before them, and are judged by the balances at that point. What workers are in production is
 * here a responder in the bench's process, which answers by the seed: it fails, bills too much, too late, or twice.
 */
@NullMarked
package io.weir.bench.overshoot;

import org.jspecify.annotations.NullMarked;
