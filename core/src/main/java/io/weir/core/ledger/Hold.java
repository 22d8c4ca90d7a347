package io.weir.core.ledger;

import java.util.List;

/**
 * An open hold.
 *
 * @param amounts ceiling of each unit
 * @param lines every limit and period that it counts against
 */
public record Hold(Amounts amounts, List<HoldLine> lines) {

    public Hold {
        lines = List.copyOf(lines);
    }
}
