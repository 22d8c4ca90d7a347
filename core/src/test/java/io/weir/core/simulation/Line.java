package io.weir.core.simulation;

import io.weir.core.ledger.Amounts;
import io.weir.core.ledger.Balance;
import io.weir.core.ledger.Window;

/**
 * What a balance is of: a limit of an account in one period. Microseconds since the epoch; a rolling limit, whose holds count
 * wherever it stands, is one line for ever.
 */
record Line(String account, long generation, String limitId, long startMicros, long endMicros) {

    static Line of(Balance balance) {
        boolean rolls = balance.window() instanceof Window.Rolling;
        return new Line(
                balance.account(),
                balance.generation(),
                balance.limitId(),
                rolls ? Long.MIN_VALUE : balance.period().startMicros(),
                rolls ? Long.MAX_VALUE : balance.period().endMicros());
    }

    static long[] amounts(Amounts amounts) {
        return new long[] {amounts.moneyNanodollars(), amounts.tokens(), amounts.energyMillijoules(), amounts.requests()
        };
    }
}
