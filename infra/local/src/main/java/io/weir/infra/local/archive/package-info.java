/**
 * The archive of the ledger: a Parquet file for every sealed day of every ledger key, in the folder of the key, verified by the
 * hash chain as it is written and again as it is read back.
 *
 * <pre>
 *   DIR/acme/2026-11-30.parquet      entries after the seal before, up to the seal of the day, in order of seq
 *   DIR/positions.json               by partition the offset of the first entry that is in no file yet
 * </pre>
 *
 * <p>A file is written beside its place and moved there when it is whole. Archiving again writes nothing that is there.
 */
@NullMarked
package io.weir.infra.local.archive;

import org.jspecify.annotations.NullMarked;
