package io.weir.core.routing;

import io.weir.core.ledger.Limit;
import io.weir.core.ledger.Unit;
import io.weir.core.ledger.Window;
import java.time.ZoneId;

/** Limits being declared. */
final class Limits {

    private Limits() {}

    static Limit money(long nanodollars) {
        return new Limit("money", Unit.MONEY, nanodollars, new Window.Lifetime(), true);
    }

    static Limit soft(long nanodollars) {
        return new Limit("money", Unit.MONEY, nanodollars, new Window.Lifetime(), false);
    }

    static Limit monthly(long nanodollars) {
        return new Limit("monthly", Unit.MONEY, nanodollars, new Window.CalendarMonth(ZoneId.of("UTC"), 1), true);
    }

    static Limit of(Unit unit, long amount) {
        return new Limit(unit.wireName(), unit, amount, new Window.Lifetime(), true);
    }
}
