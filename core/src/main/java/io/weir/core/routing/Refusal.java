package io.weir.core.routing;

import org.jspecify.annotations.Nullable;

/**
 * Why a query cannot be served, by field and number.
 *
 * @param asked amount asked for, in the unit's integer; null where no limit is concerned
 * @param free amount free at that point, in the unit's integer; null where no limit is concerned
 * @param fitsAtMicros earliest time at which it fits by the passing of time alone; null where none makes room or no limit is
 *     concerned
 * @param ledgerSeq number of the tenant's last ledger entry before it: that point; null where no limit is concerned
 */
public record Refusal(
        String code,
        @Nullable String field,
        @Nullable String value,
        @Nullable String account,
        @Nullable String limitId,
        @Nullable String window,
        @Nullable String unit,
        @Nullable Long asked,
        @Nullable Long free,
        @Nullable Long fitsAtMicros,
        @Nullable Long ledgerSeq) {

    public static Refusal of(String code) {
        return new Refusal(code, null, null, null, null, null, null, null, null, null, null);
    }

    public static Refusal of(String code, String field, String value) {
        return new Refusal(code, field, value, null, null, null, null, null, null, null, null);
    }

    /** With its place in the ledger order, where it is about a limit. */
    Refusal after(long seq) {
        return limitId == null
                ? this
                : new Refusal(code, field, value, account, limitId, window, unit, asked, free, fitsAtMicros, seq);
    }
}
