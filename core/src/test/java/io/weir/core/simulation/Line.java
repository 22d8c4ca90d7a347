package io.weir.core.simulation;

import io.weir.core.ledger.Amounts;
import io.weir.core.ledger.Balance;

/** What a balance is of: a limit of an account in one period. Microseconds since the epoch. */
record Line(String account, long generation, String limitId, long startMicros, long endMicros) {

    /** Closed periods are kept for a day above the horizon of seven. */
    private static final long KEPT_MICROS = 8 * 86_400_000_000L;

    static Line of(Balance balance) {
        return new Line(
                balance.account(),
                balance.generation(),
                balance.limitId(),
                balance.period().startMicros(),
                balance.period().endMicros());
    }

    static long[] amounts(Amounts amounts) {
        return new long[] {amounts.moneyNanodollars(), amounts.tokens(), amounts.energyMillijoules(), amounts.requests()
        };
    }

    boolean mayBeGone(long atMicros) {
        return endMicros != Long.MAX_VALUE && endMicros + KEPT_MICROS <= atMicros;
    }
}
