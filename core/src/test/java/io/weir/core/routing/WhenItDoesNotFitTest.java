package io.weir.core.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.core.ledger.AccountPolicy;
import io.weir.core.ledger.EntryKind;
import io.weir.core.ledger.Limit;
import io.weir.core.ledger.Unit;
import io.weir.core.ledger.WhenItDoesNotFit;
import io.weir.core.ledger.WhenItDoesNotFit.Way;
import io.weir.core.ledger.Window;
import io.weir.core.query.OpenAttempt;
import io.weir.core.query.QueryKey;
import io.weir.core.query.ResultStatus;
import io.weir.core.query.Verdict;
import io.weir.core.sample.QueryDraft;
import io.weir.core.sample.ReportDraft;
import io.weir.core.sample.TierDraft;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What is tried where a hold does not fit a budget. One tier holds 415 input tokens and what the query asks of output. */
class WhenItDoesNotFitTest {

    private static final long SECOND = Partition.SECOND;

    private static AccountPolicy policy(long least, long maxWaitMicros, Way... ways) {
        return new AccountPolicy(null, null, 0, 0, 0, null, new WhenItDoesNotFit(List.of(ways), least, maxWaitMicros));
    }

    private static Partition tokens(long limit, AccountPolicy policy) {
        return Partition.bare(Settings.DEFAULT)
                .tier(TierDraft.of("small"))
                .price("small", 1_000_000)
                .account("acme", policy, new Limit("all", Unit.TOKENS, limit, new Window.Lifetime(), true));
    }

    private static QueryDraft query(String id) {
        return QueryDraft.of("acme", id).unverified().maxOutputTokens(100);
    }

    private static QueryKey key(String id) {
        return new QueryKey("acme", id);
    }

    private static String waitingOf(Partition partition, String id) {
        return Objects.requireNonNull(partition.state.open(key(id))).waiting() == null ? "sent" : "waits";
    }

    private static List<String> sent(Partition partition) {
        return partition.effects(Effect.AttemptSent.class).stream()
                .map(sent -> sent.query().key().queryId())
                .toList();
    }

    @Test
    void byDefaultACheaperTierIsTaken_andWithoutIt_theQueryIsRejected() {
        Limit limit = new Limit("all", Unit.MONEY, Partition.SMALL_HOLD, new Window.Lifetime(), true);
        Partition byDefault = Partition.withTiers().account("acme", limit);
        assertEquals(
                "small",
                byDefault.submit(QueryDraft.of("acme", "q1").unverified()).sentTo());
        Partition rejects = Partition.withTiers().account("acme", policy(0, 0, Way.REJECT), limit);
        Result result = rejects.submit(QueryDraft.of("acme", "q1").unverified()).result();
        assertEquals(ResultStatus.REJECTED, result.status());
        assertEquals("budget_exceeded", Objects.requireNonNull(result.refusal()).code());
    }

    @Test
    void anUnwantedWayIsNotTakenWhereTheWantedPlanFits() {
        Partition partition = tokens(515, policy(1, 0, Way.LOWER)).submit(query("q1"));
        assertEquals(100, partition.the(Effect.AttemptSent.class).attempt().maxOutputTokens());
        assertEquals(0, partition.the(Effect.AttemptSent.class).attempt().loweredFrom());
    }

    @Test
    void lowerTakesTheGreatestCeilingWhoseHoldFits_andSaysSo() {
        Partition partition = tokens(500, policy(1, 0, Way.LOWER)).submit(query("q1"));
        OpenAttempt attempt = partition.the(Effect.AttemptSent.class).attempt();
        assertEquals(85, attempt.maxOutputTokens());
        assertEquals(100, attempt.loweredFrom());
        assertEquals(500, attempt.hold().amounts().tokens());
        String reason = partition.the(Effect.Decided.class).decision().reason();
        assertTrue(reason.startsWith("small with at most 85 output tokens, not 100, since account acme"), reason);
        Result result =
                partition.report(ReportDraft.of(key("q1"), 1).used(400, 85)).result();
        assertEquals(
                "small answered, nothing verifies it; its ceiling was 85 tokens, not 100, for want of room",
                result.reason());
        assertEquals(100, result.attempts().get(0).loweredFrom());
    }

    @Test
    void lowerStopsAtItsFloor() {
        assertEquals(
                85,
                tokens(500, policy(85, 0, Way.LOWER))
                        .submit(query("q1"))
                        .the(Effect.AttemptSent.class)
                        .attempt()
                        .maxOutputTokens());
        assertEquals(
                ResultStatus.REJECTED,
                tokens(500, policy(86, 0, Way.LOWER))
                        .submit(query("q1"))
                        .result()
                        .status());
    }

    @Test
    void waysAreTriedInTheirOrder() {
        Limit limit = new Limit("all", Unit.MONEY, Partition.LARGE_HOLD - 1, new Window.Lifetime(), true);
        QueryDraft any = QueryDraft.of("acme", "q1").unverified();
        assertEquals(
                "large",
                Partition.withTiers()
                        .account("acme", policy(1, 0, Way.LOWER, Way.CHEAPER), limit)
                        .submit(any)
                        .sentTo());
        assertEquals(
                "medium",
                Partition.withTiers()
                        .account("acme", policy(1, 0, Way.CHEAPER, Way.LOWER), limit)
                        .submit(any)
                        .sentTo());
    }

    @Test
    void theNearestAccountThatSaysSo_decides() {
        Partition partition = tokens(500, policy(1, 0, Way.LOWER)).account("acme/search");
        assertEquals(
                85,
                partition
                        .submit(query("q1").account("acme/search"))
                        .the(Effect.AttemptSent.class)
                        .attempt()
                        .maxOutputTokens());
    }

    @Test
    void whatWaitsIsSentWhenRoomComes_andTheDecisionSaysHowLongItTook() {
        Partition partition = tokens(515, policy(0, 60 * SECOND, Way.WAIT)).submit(query("q1"));
        partition.submit(query("q2"));
        assertEquals("waits", waitingOf(partition, "q2"));
        String reason = partition.the(Effect.Decided.class).decision().reason();
        assertTrue(reason.startsWith("waits until 1970-01-01T00:01:01Z at the latest: account acme"), reason);
        partition.at(3 * SECOND).report(ReportDraft.of(key("q1"), 1).used(0, 0));
        assertEquals(List.of("q2"), sent(partition));
        assertTrue(
                partition.the(Effect.Decided.class).decision().reason().startsWith("after a wait of 2000 ms: "),
                partition.the(Effect.Decided.class).decision().reason());
        assertEquals("sent", waitingOf(partition, "q2"));
    }

    @Test
    void aChangedLimitWakes() {
        AccountPolicy waits = policy(0, 60 * SECOND, Way.WAIT);
        Partition partition = tokens(514, waits).submit(query("q1"));
        assertEquals("waits", waitingOf(partition, "q1"));
        partition.account("acme", waits, new Limit("all", Unit.TOKENS, 515, new Window.Lifetime(), true));
        assertEquals(List.of("q1"), sent(partition));
    }

    @Test
    void whoWaited_isHeldAfterTheLimitsThatTimeHasChangedAreSet() {
        AccountPolicy waits = policy(0, 60 * SECOND, Way.WAIT);
        Limit increased = new Limit("some", Unit.REQUESTS, 5, new Window.Lifetime(), true).withIncrease(5, 3 * SECOND);
        Partition partition = Partition.bare(Settings.DEFAULT)
                .tier(TierDraft.of("small"))
                .price("small", 1_000_000)
                .account("acme", waits, new Limit("all", Unit.TOKENS, 515, new Window.Lifetime(), true), increased);
        partition.submit(query("q1")).submit(query("q2"));
        partition.at(4 * SECOND).report(ReportDraft.of(key("q1"), 1).used(0, 0));
        assertEquals(List.of("q2"), sent(partition));
        List<EntryKind> kinds = partition.effects(Effect.LedgerAppended.class).stream()
                .map(appended -> appended.entry().kind())
                .toList();
        assertEquals(List.of(EntryKind.POSTED, EntryKind.LIMIT_SET, EntryKind.HELD), kinds);
        assertEquals("increase ended", partition.entry(EntryKind.LIMIT_SET).reason());
    }

    @Test
    void aNewPeriodWakes() {
        Limit minute = new Limit("minute", Unit.REQUESTS, 0, new Window.CalendarDay(java.time.ZoneOffset.UTC), true);
        AccountPolicy waits = policy(0, 2 * 86_400 * SECOND, Way.WAIT);
        Partition partition = Partition.bare(Settings.DEFAULT)
                .tier(TierDraft.of("small"))
                .price("small", 1_000_000)
                .account("acme", waits, new Limit("day", Unit.REQUESTS, 1, minute.window(), true));
        partition.submit(query("q1")).report(ReportDraft.of(key("q1"), 1).used(1, 1));
        partition.submit(query("q2").deadline(3 * 86_400 * SECOND));
        assertEquals("waits", waitingOf(partition, "q2"));
        partition.tickAt(86_400 * SECOND - 1);
        assertEquals("waits", waitingOf(partition, "q2"));
        partition.tickAt(86_400 * SECOND);
        assertEquals(List.of("q2"), sent(partition));
    }

    @Test
    void aWaitEndsInAResult() {
        Partition partition = tokens(514, policy(0, 60 * SECOND, Way.WAIT)).submit(query("q1"));
        partition.tickAt(61 * SECOND - 1);
        assertEquals("waits", waitingOf(partition, "q1"));
        Result result = partition.tickAt(61 * SECOND).result();
        assertEquals(ResultStatus.REJECTED, result.status());
        assertTrue(result.reason().startsWith("budget_exceeded: account acme"), result.reason());
        assertTrue(result.reason().endsWith("after a wait of 60000 ms"), result.reason());
        assertEquals("acme", Objects.requireNonNull(result.refusal()).account());
    }

    @Test
    void afterTheWaitTheNextWayIsTried() {
        Partition partition =
                tokens(500, policy(1, 60 * SECOND, Way.WAIT, Way.LOWER)).submit(query("q1"));
        assertEquals("waits", waitingOf(partition, "q1"));
        partition.tickAt(61 * SECOND);
        assertEquals(85, partition.the(Effect.AttemptSent.class).attempt().maxOutputTokens());
    }

    @Test
    void theDeadlineEndsAWait() {
        Partition partition = tokens(514, policy(0, 600 * SECOND, Way.WAIT))
                .submit(query("q1").deadline(9 * SECOND));
        assertEquals(ResultStatus.EXPIRED, partition.tickAt(9 * SECOND).result().status());
        assertNull(partition.state.open(key("q1")));
    }

    @Test
    void aCancelEndsAWait() {
        Partition partition = tokens(514, policy(0, 60 * SECOND, Way.WAIT))
                .submit(query("q1"))
                .cancel(key("q1"));
        assertEquals(ResultStatus.CANCELLED, partition.result().status());
    }

    @Test
    void accountsTakeTurns_andWithinAnAccountTheFirstIsFirst() {
        AccountPolicy waits = policy(0, 600 * SECOND, Way.WAIT);
        Partition partition =
                tokens(515, waits).account("acme/a").account("acme/b").submit(query("out"));
        for (String id : List.of("a1", "a2", "a3")) {
            partition.submit(query(id).account("acme/a"));
        }
        for (String id : List.of("b1", "b2")) {
            partition.submit(query(id).account("acme/b"));
        }
        List<String> order = new ArrayList<>();
        String out = "out";
        while (order.size() < 5) {
            partition.report(ReportDraft.of(key(out), 1).used(0, 0));
            assertEquals(1, sent(partition).size(), order.toString());
            out = sent(partition).get(0);
            order.add(out);
        }
        assertEquals(List.of("a1", "b1", "a2", "b2", "a3"), order);
    }

    @Test
    void oneThatMayWaitDoesNotOvertake_evenWhereItWouldFit() {
        Partition partition = tokens(1_000, policy(0, 600 * SECOND, Way.WAIT)).submit(query("out"));
        partition.submit(query("large").maxOutputTokens(200));
        partition.submit(query("fits").maxOutputTokens(10));
        assertEquals("waits", waitingOf(partition, "fits"));
        assertEquals(
                "waits behind others of its tenant",
                partition.the(Effect.Decided.class).decision().reason());
        partition.report(ReportDraft.of(key("out"), 1).used(0, 0));
        assertEquals(List.of("large"), sent(partition));
        partition.report(ReportDraft.of(key("large"), 1).used(0, 0));
        assertEquals(List.of("fits"), sent(partition));
    }

    @Test
    void anAccountWithoutRoomKeepsNobodyElseWaiting() {
        AccountPolicy waits = policy(0, 600 * SECOND, Way.WAIT);
        Partition partition = tokens(10_000, waits)
                .account("acme/a", new Limit("none", Unit.REQUESTS, 0, new Window.Lifetime(), true))
                .account("acme/b");
        partition.submit(query("a1").account("acme/a"));
        assertEquals("waits", waitingOf(partition, "a1"));
        assertEquals(List.of("b1"), sent(partition.submit(query("b1").account("acme/b"))));
    }

    @Test
    void aFailedAnswerIsNotKeptWaiting() {
        Partition partition = Partition.withTiers()
                .account(
                        "acme",
                        policy(0, 60 * SECOND, Way.WAIT),
                        new Limit("one", Unit.REQUESTS, 1, new Window.Lifetime(), true));
        partition.submit(QueryDraft.of("acme", "q1"));
        Result result = partition.answer(key("q1"), 1, Verdict.FAIL).result();
        assertEquals(ResultStatus.FAILED, result.status());
        assertNotNull(result.answer());
    }

    @Test
    void anAccountHasAThousandWaiting_oneMoreGoesOnAsIfItHadWaited() {
        Partition partition = tokens(0, policy(0, 60 * SECOND, Way.WAIT));
        for (int i = 0; i < Waiting.MOST_OF_ACCOUNT; i++) {
            partition.submit(query("q" + i));
        }
        assertEquals("waits", waitingOf(partition, "q999"));
        assertEquals(
                ResultStatus.REJECTED, partition.submit(query("more")).result().status());
    }

    @Test
    void aPolicyIsWhole() {
        assertThrows(IllegalArgumentException.class, () -> new WhenItDoesNotFit(List.of(), 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new WhenItDoesNotFit(List.of(Way.LOWER), 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new WhenItDoesNotFit(List.of(Way.WAIT), 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new WhenItDoesNotFit(List.of(Way.CHEAPER), 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new WhenItDoesNotFit(List.of(Way.CHEAPER), 0, 1));
        assertThrows(
                IllegalArgumentException.class, () -> new WhenItDoesNotFit(List.of(Way.REJECT, Way.CHEAPER), 0, 0));
        assertThrows(
                IllegalArgumentException.class, () -> new WhenItDoesNotFit(List.of(Way.CHEAPER, Way.CHEAPER), 0, 0));
    }
}
