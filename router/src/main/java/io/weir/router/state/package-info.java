/**
 * The state of a partition: decoded tables in memory ({@link io.weir.router.state.StateTables}) and one changelog, to which a
 * step appends what it has changed, mostly one record. The tables are restored from it before the first record.
 *
 * <p>A new field of what is stored goes into both methods of its {@link io.weir.router.state.Form} ({@code LedgerState}, {@code
 * QueryState}, {@code CatalogueState}), and its version is raised. A new kind of entry is a {@code CellTable} more in {@code
 * StateTables}. Time indexes are derived on start and never stored.
 */
@NullMarked
package io.weir.router.state;

import org.jspecify.annotations.NullMarked;
