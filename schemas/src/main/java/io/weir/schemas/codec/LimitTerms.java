package io.weir.schemas.codec;

import io.weir.core.ledger.Limit;
import io.weir.core.ledger.Unit;
import io.weir.core.ledger.Window;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The terms of a declared limit, checked: window, thresholds, rollover, increase.
 *
 * @param field path of the limit for errors, such as limits.month
 */
record LimitTerms(String field, io.weir.v1.Limit declared) {

    /** @throws InvalidRecord with the first field that breaks a rule */
    Limit limit(Unit unit) {
        Window window = window();
        List<Integer> thresholds = thresholds();
        long rollover = rolloverBound(window);
        long until = increaseUntil();
        if (declared.getAmount() >= Limit.REMOVED - rollover - declared.getIncrease()) {
            throw InvalidRecord.of(
                    field + ".amount",
                    declared.getAmount(),
                    "must be below " + Limit.REMOVED + " with its rollover and increase");
        }
        try {
            return new Limit(
                    declared.getId(),
                    unit,
                    declared.getAmount(),
                    window,
                    declared.getHard(),
                    thresholds,
                    rollover,
                    declared.getIncrease(),
                    until);
        } catch (IllegalArgumentException e) {
            throw InvalidRecord.of(field, e.getMessage(), "is not a limit");
        }
    }

    private Window window() {
        String name = declared.getWindow();
        boolean week = name.equals("calendar_week");
        int startDay = week ? declared.getWeekStartDay() : declared.getFiscalStartDay();
        if (week && (startDay < 1 || startDay > 7)) {
            throw InvalidRecord.of(field + ".week_start_day", startDay, "must be 1 (Monday) to 7 (Sunday)");
        }
        if (name.equals("calendar_month") && (startDay < 1 || startDay > 28)) {
            throw InvalidRecord.of(field + ".fiscal_start_day", startDay, "must be 1 to 28");
        }
        try {
            return Window.of(name, declared.getTimeZone(), startDay)
                    .orElseThrow(() -> InvalidRecord.of(
                            field + ".window",
                            name,
                            "must be lifetime, rolling_minute, rolling_hour, calendar_day, calendar_week or"
                                    + " calendar_month"));
        } catch (DateTimeException e) {
            throw InvalidRecord.of(field + ".time_zone", declared.getTimeZone(), "must be an IANA time zone");
        }
    }

    private List<Integer> thresholds() {
        List<Integer> percents = new ArrayList<>();
        int before = 0;
        for (double threshold : declared.getThresholds()) {
            int percent = (int) threshold;
            if (percent != threshold || percent <= before || percent > Limit.MOST_PERCENT) {
                throw InvalidRecord.of(
                        field + ".thresholds",
                        declared.getThresholds(),
                        "must be whole percents, ascending from 1 to " + Limit.MOST_PERCENT);
            }
            percents.add(percent);
            before = percent;
        }
        return percents;
    }

    private long rolloverBound(Window window) {
        double share = declared.getRolloverShare();
        Long most = declared.getRolloverMax();
        if (!(share >= 0 && share <= 1)) {
            throw InvalidRecord.of(field + ".rollover_share", share, "must be 0 to 1");
        }
        if (most != null && (most < 0 || most == Limit.REMOVED)) {
            throw InvalidRecord.of(field + ".rollover_max", most, "must be from 0 to " + (Limit.REMOVED - 1));
        }
        if (!declared.getRollover()) {
            return 0;
        }
        if (window.zoneId().isEmpty()) {
            throw InvalidRecord.of(field + ".rollover", true, "needs a calendar window, not " + window.wireName());
        }
        return most != null
                ? most
                : BigDecimal.valueOf(declared.getAmount())
                        .multiply(BigDecimal.valueOf(share))
                        .setScale(0, RoundingMode.FLOOR)
                        .longValueExact();
    }

    private long increaseUntil() {
        Instant until = declared.getIncreaseUntil();
        if (declared.getIncrease() < 0 || declared.getIncrease() == Limit.REMOVED) {
            throw InvalidRecord.of(
                    field + ".increase", declared.getIncrease(), "must be from 0 to " + (Limit.REMOVED - 1));
        }
        if (declared.getIncrease() > 0 && until == null) {
            throw InvalidRecord.of(field + ".increase_until", "null", "must be given, since there is an increase");
        }
        if (declared.getIncrease() == 0 && until != null) {
            throw InvalidRecord.of(field + ".increase", 0, "must be positive, since increase_until is given");
        }
        return until == null ? 0 : Micros.of(until);
    }
}
