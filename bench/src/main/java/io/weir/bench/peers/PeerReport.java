package io.weir.bench.peers;

import io.weir.bench.run.Circumstances;
import java.util.List;

/**
 * The table.
 *
 * @param holds whether every row is as it must be
 */
record PeerReport(Circumstances circumstances, PeerOptions options, List<Row> rows, boolean holds) {

    PeerReport {
        rows = List.copyOf(rows);
    }
}
