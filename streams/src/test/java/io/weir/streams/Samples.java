package io.weir.streams;

import io.weir.v1.Aggregate;
import io.weir.v1.Amounts;
import io.weir.v1.AttemptBrief;
import io.weir.v1.Balance;
import io.weir.v1.Decision;
import io.weir.v1.LedgerEntry;
import io.weir.v1.Message;
import io.weir.v1.Result;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Records as the router and the jobs write them, with what a test does not name left at its default. */
public final class Samples {
    public static final Instant NOON = Instant.parse("2026-11-24T12:00:00.000001Z");

    private Samples() {}

    public static Result result(String tenant, String queryId, String status, long costNanodollars, Instant at) {
        AttemptBrief brief = AttemptBrief.newBuilder()
                .setNumber(1)
                .setTier("small")
                .setModel("m-135")
                .setStatus("answered")
                .setVerdict("pass")
                .setCostNanodollars(costNanodollars)
                .setInputTokens(10)
                .setOutputTokens(2)
                .build();
        return Result.newBuilder()
                .setTenant(tenant)
                .setQueryId(queryId)
                .setAccount(tenant + "/search")
                .setTask("add2")
                .setStatus(status)
                .setReason("small passed in attempt 1")
                .setMessage(Message.newBuilder().setContent("forty-two").build())
                .setTier("small")
                .setAttempts(List.of(brief))
                .setCostNanodollars(costNanodollars)
                .setInputTokens(10)
                .setOutputTokens(2)
                .setEnergyMillijoules(7)
                .setLabels(Map.of("team", "search"))
                .setAt(at)
                .build();
    }

    public static Decision decision(String tenant, String queryId, int attempt, String tier, Instant at) {
        return Decision.newBuilder()
                .setTenant(tenant)
                .setQueryId(queryId)
                .setAttempt(attempt)
                .setAccount(tenant + "/search")
                .setTask("add2")
                .setPolicy("cheapest-pass")
                .setTier(tier)
                .setPlan(List.of(tier))
                .setPlanPassProbability(0.75)
                .setPlanExpectedCostNanodollars(1_500)
                .setReason("least cost per pass")
                .setAt(at)
                .build();
    }

    public static Aggregate costOfPass(
            String task, String tier, Instant start, long revision, long passes, long costNanodollars) {
        boolean minute = start != null;
        return Aggregate.newBuilder()
                .setKind("cost-of-pass")
                .setSlice(Map.of("task", task, "tier", tier))
                .setWindow(minute ? "1m" : "cumulative")
                .setWindowStart(start)
                .setWindowEnd(minute ? start.plusSeconds(60) : null)
                .setCounts(Map.of(
                        "attempts", 4L, "passes", passes, "fails", 4 - passes, "cost_nanodollars", costNanodollars))
                .setValues(
                        passes == 0 ? Map.of() : Map.of("cost_of_pass_nanodollars", (double) costNanodollars / passes))
                .setRevision(revision)
                .setAt(NOON)
                .build();
    }

    public static Amounts amounts(long money, long tokens) {
        return Amounts.newBuilder()
                .setMoneyNanodollars(money)
                .setTokens(tokens)
                .setEnergyMillijoules(0)
                .setRequests(1)
                .build();
    }

    public static LedgerEntry entry(
            String account, String queryId, String kind, Amounts amounts, Amounts released, Balance... balances) {
        return LedgerEntry.newBuilder()
                .setId(account + "/" + queryId + "/1/" + kind)
                .setLedgerKey(account.split("/")[0])
                .setAccount(account)
                .setQueryId(queryId)
                .setAttempt(queryId == null ? null : 1)
                .setKind(kind)
                .setAmounts(amounts == null ? new Amounts(0L, 0L, 0L, 0L) : amounts)
                .setReleased(released)
                .setBalances(List.of(balances))
                .setTier(queryId == null ? "" : "small")
                .setAt(NOON)
                .build();
    }

    public static Balance.Builder balance(String account, String limitId) {
        return Balance.newBuilder()
                .setAccount(account)
                .setGeneration(1)
                .setLimitId(limitId)
                .setUnit("money")
                .setWindow("lifetime")
                .setHard(true)
                .setLimit(1_000_000);
    }
}
