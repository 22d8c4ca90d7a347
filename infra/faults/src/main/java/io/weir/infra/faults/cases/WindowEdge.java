package io.weir.infra.faults.cases;

import io.weir.infra.faults.Trial;
import io.weir.infra.faults.site.Await;
import io.weir.v1.Account;
import io.weir.v1.Balance;
import io.weir.v1.LedgerEntry;
import io.weir.v1.Limit;
import io.weir.v1.Query;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A calendar period that ends within seconds: its zone is an offset in which it is nearly midnight. The budget is for some queries a
 * period; a crowd uses it up, another comes around the edge. Each period gives exactly its own, and a hold of the old one is posted in
 * the old one.
 */
final class WindowEdge {

    /** Until the edge: the first crowd is through by then. */
    private static final long SECONDS_AHEAD = 40;

    private static final int CROWD = 40;
    private static final int LEAST = 5;
    private static final int MOST = 30;
    private static final int LAST_START_DAY = 28;
    private static final long HALF_DAY = 12 * 3600L;

    private final Trial trial;
    private final String tenant;
    private final Instant edge;
    private final int fits;

    private WindowEdge(Trial trial, String tenant, Instant edge, int fits) {
        this.trial = trial;
        this.tenant = tenant;
        this.edge = edge;
        this.fits = fits;
    }

    /** Declares the budget and uses up its first period. */
    static WindowEdge begin(Trial trial) {
        Instant edge = Instant.now().plusSeconds(SECONDS_AHEAD).truncatedTo(ChronoUnit.SECONDS);
        long sinceMidnight = Math.floorMod(edge.getEpochSecond(), 2 * HALF_DAY);
        ZoneOffset zone = ZoneOffset.ofTotalSeconds(
                (int) (sinceMidnight <= HALF_DAY ? -sinceMidnight : 2 * HALF_DAY - sinceMidnight));
        LocalDate tomorrow = edge.atOffset(zone).toLocalDate();
        int fits = LEAST + trial.random().nextInt(MOST - LEAST);
        List<String> windows = tomorrow.getDayOfMonth() > LAST_START_DAY
                ? List.of("calendar_day", "calendar_week")
                : List.of("calendar_day", "calendar_month", "calendar_week");
        String window = trial.inTurn(windows);
        Limit limit = Limit.newBuilder()
                .setId(Budgets.LIMIT)
                .setUnit("requests")
                .setAmount(fits)
                .setWindow(window)
                .setTimeZone(zone.getId())
                .setFiscalStartDay(window.equals("calendar_month") ? tomorrow.getDayOfMonth() : 1)
                .setWeekStartDay(
                        window.equals("calendar_week") ? tomorrow.getDayOfWeek().getValue() : 1)
                .build();
        String tenant = trial.name() + "-edge";
        trial.point(window);
        WindowEdge begun = new WindowEdge(trial, tenant, edge, fits);
        trial.traffic()
                .declare(List.of(Account.newBuilder()
                        .setAccount(tenant)
                        .setLimits(List.of(limit))
                        .build()));
        trial.traffic().sendAtOnce(begun.crowd("before"));
        Budgets.require(trial, "holds before the edge", fits, begun.held().size());
        return begun;
    }

    /** Sends a crowd in the last seconds before the edge, and one after it. */
    void cross() {
        for (int wave = 0; Instant.now().isBefore(edge.plusSeconds(1)); wave++) {
            Duration left = Duration.between(Instant.now(), edge.minusSeconds(1));
            if (!left.isNegative()) {
                Await.elapsed(left);
            }
            trial.traffic().sendAtOnce(crowd("wave" + wave));
        }
        trial.traffic().sendAtOnce(crowd("after"));
        Map<Instant, Integer> periods = new TreeMap<>();
        for (LedgerEntry entry : held()) {
            periods.merge(entry.getBalances().get(0).getPeriodStart(), 1, Integer::sum);
            Balance balance = entry.getBalances().get(0);
            trial.require(
                    !entry.getAt().isBefore(balance.getPeriodStart())
                            && entry.getAt().isBefore(balance.getPeriodEnd()),
                    entry.getId() + " of " + entry.getAt() + " counts in the period from " + balance.getPeriodStart());
        }
        trial.require(
                periods.containsKey(edge) && periods.size() == 2,
                "periods from " + periods.keySet() + ", not the one that ends at " + edge + " and the next");
        periods.forEach((start, holds) -> Budgets.require(trial, "holds of the period from " + start, fits, holds));
    }

    /** Every hold has ended in its own period. */
    void settled() {
        Map<String, Instant> periods = new TreeMap<>();
        held().forEach(entry ->
                periods.put(entry.getQueryId(), entry.getBalances().get(0).getPeriodStart()));
        List<LedgerEntry> posted = Budgets.entries(trial, tenant, "posted");
        Budgets.require(trial, "posts", 2L * fits, posted.size());
        posted.forEach(entry -> trial.require(
                entry.getBalances().get(0).getPeriodStart().equals(periods.get(entry.getQueryId())),
                entry.getId() + " is posted in another period than it was held in"));
    }

    private List<LedgerEntry> held() {
        return Budgets.entries(trial, tenant, "held");
    }

    private List<Query> crowd(String name) {
        List<Query> queries = new ArrayList<>();
        for (int i = 0; i < CROWD; i++) {
            queries.add(trial.traffic().plain(tenant, name + "-" + i));
        }
        return queries;
    }
}
