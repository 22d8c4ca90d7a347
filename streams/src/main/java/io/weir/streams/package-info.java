/**
 * The views application: Kafka Streams folds what router and jobs write into state stores, and HTTP reads them.
 *
 * <pre>
 *   weir.results   ┐                  results, sums by tenant ┐
 *   weir.decisions ├▶ a task a partition ▶ decisions          ├▶ interactive queries ▶ GET /api/v1/…
 *   weir.ledger    ┘                  ledger, accounts        │
 *   weir.aggregates.cost-of-pass ▶    cost of pass            ┘
 * </pre>
 *
 * <p>It writes nothing but its own changelogs, so it may lag, stop or be built anew without anybody being routed otherwise.
 * At least once is enough: see {@link io.weir.streams.views}. Committed records only are read.
 */
@NullMarked
package io.weir.streams;

import org.jspecify.annotations.NullMarked;
