package io.weir.schemas.codec;

import static io.weir.schemas.codec.Samples.NOON;
import static io.weir.schemas.codec.Samples.NOON_MICROS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.core.admission.QueryBounds;
import io.weir.core.cost.Rates;
import io.weir.core.cost.Tariff;
import io.weir.core.cost.Usage;
import io.weir.core.ledger.Alerted;
import io.weir.core.ledger.Amounts;
import io.weir.core.ledger.Balance;
import io.weir.core.ledger.Buckets;
import io.weir.core.ledger.Chain;
import io.weir.core.ledger.EntryKind;
import io.weir.core.ledger.Hold;
import io.weir.core.ledger.LedgerEntry;
import io.weir.core.ledger.Limit;
import io.weir.core.ledger.Period;
import io.weir.core.ledger.Seal;
import io.weir.core.ledger.Unit;
import io.weir.core.ledger.Window;
import io.weir.core.query.AbandonedAttempt;
import io.weir.core.query.ClosedQuery;
import io.weir.core.query.Lease;
import io.weir.core.query.OpenAttempt;
import io.weir.core.query.OutcomeReport;
import io.weir.core.query.PastAttempt;
import io.weir.core.query.Query;
import io.weir.core.query.QueryKey;
import io.weir.core.query.ResultStatus;
import io.weir.core.routing.Candidate;
import io.weir.core.routing.Decision;
import io.weir.core.routing.Effect;
import io.weir.core.routing.Exclusion;
import io.weir.core.routing.Objective;
import io.weir.core.routing.Plan;
import io.weir.core.routing.Refusal;
import io.weir.core.routing.Result;
import io.weir.core.tier.Tier;
import io.weir.schemas.Topic;
import io.weir.schemas.Topics;
import io.weir.v1.Alert;
import io.weir.v1.Attempt;
import io.weir.v1.Control;
import io.weir.v1.Coordinates;
import io.weir.v1.DeadLetter;
import io.weir.v1.Outcome;
import java.nio.ByteBuffer;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/** Every effect: topic, key, id, and fields; amounts to the last unit. */
class EffectCodecTest {

    private static final Coordinates CAUSE = new Coordinates("weir.inbox.v1", 3, 17L);
    private static final EffectCodec CODEC = new EffectCodec(NOON_MICROS, CAUSE);
    /** Beyond what a double holds exactly. */
    private static final long MONEY = 9_007_199_254_740_993L;

    private static final Amounts AMOUNTS = new Amounts(MONEY, 340, 7, 1);
    private static final Tariff TARIFF = Tariff.flat("2026-01", Rates.of(1, 1));
    private static final OpenAttempt ATTEMPT =
            new OpenAttempt(2, "small", "small-1", new Hold(AMOUNTS, List.of()), TARIFF, 100, 0, 0, 0.75, null);

    private static Query query() {
        io.weir.v1.Query query = Samples.query();
        query.setDeadline(NOON.plusSeconds(30));
        query.setProcessingClass("batch");
        query.setLabels(Map.of("team", "x"));
        query.setPriority(4);
        return QueryCodec.toCore(query, QueryCodec.admit(query, "trace", NOON_MICROS, QueryBounds.DEFAULT));
    }

    private static final Chain LINK = new Chain(1, 2, 3, 4);

    private static <T extends SpecificRecord> T published(
            Effect effect, Topic<T> topic, String key, String id, String traceparent) {
        Publication<?> publication = CODEC.publication(effect).orElseThrow();
        assertEquals(topic.name(), publication.topic().name());
        assertEquals(key, publication.key());
        assertEquals(id, publication.id());
        assertEquals(traceparent, publication.traceparent());
        return topic.type().cast(publication.value());
    }

    private static LedgerEntry entry(int attempt, Amounts released) {
        Period month = new Period(NOON_MICROS, NOON_MICROS + 1);
        Window calendar = new Window.CalendarMonth(ZoneOffset.UTC, 1);
        return new LedgerEntry(
                "entry-1",
                5,
                "acme",
                "acme/search",
                "q-1",
                attempt,
                EntryKind.POSTED,
                AMOUNTS,
                released,
                List.of(
                        balance("acme", 1, new Limit("all", Unit.MONEY, 9, new Window.Lifetime(), true), 8, 7, 6),
                        new Balance(
                                "acme/search",
                                2,
                                new Limit("m", Unit.TOKENS, 2, calendar, false).withRollover(4),
                                month,
                                3,
                                0,
                                4,
                                3,
                                2,
                                -1,
                                Buckets.NONE,
                                Alerted.NONE)),
                "small",
                "2026-01",
                "why",
                null,
                LINK);
    }

    private static Balance balance(String account, long generation, Limit limit, long held, long posted, long excess) {
        return new Balance(
                account, generation, limit, Period.LIFETIME, 0, 0, held, posted, excess, 0, Buckets.NONE, Alerted.NONE);
    }

    private static io.weir.v1.Balance stated(EntryKind kind, Balance balance) {
        LedgerEntry entry = new LedgerEntry(
                "e", 1, "acme", "acme", "q", 1, kind, AMOUNTS, Amounts.ZERO, List.of(balance), "", "", "", null, LINK);
        return published(new Effect.LedgerAppended(entry), Topics.LEDGER, "acme", "e", "")
                .getBalances()
                .get(0);
    }

    @Test
    void aRollingBalanceStatesItsSumsAndItsCurrentBucket() {
        Limit limit = new Limit("rpm", Unit.REQUESTS, 60, Window.Rolling.MINUTE, true);
        Amounts one = new Amounts(0, 0, 0, 1);
        Balance first = Balance.opening("acme", 1, limit, 0).plusHeld(one).settle(one, one);
        Balance later = first.at(2_500_000)
                .plusHeld(one)
                .settle(one, one)
                .plusExcess(one)
                .plusExcess(one);

        io.weir.v1.Balance stated = stated(EntryKind.POSTED, later);

        assertEquals("rolling_minute", stated.getWindow());
        assertEquals(Micros.instant(-57_000_000), stated.getPeriodStart());
        assertEquals(Micros.instant(3_000_000), stated.getPeriodEnd());
        assertEquals(List.of(2L, 2L), List.of(stated.getPosted(), stated.getExcess()));
        assertEquals(List.of(1L, 2L), List.of(stated.getBucketPosted(), stated.getBucketExcess()));
        assertNull(stated.getTerms());
    }

    @Test
    void aLimitSetStatesTheTermsOfTheLimit() {
        Limit limit = new Limit(
                        "w", Unit.MONEY, 100, new Window.CalendarWeek(ZoneId.of("Asia/Beirut"), DayOfWeek.SUNDAY), true)
                .withThresholds(50, 80)
                .withRollover(30)
                .withIncrease(7, NOON_MICROS);
        Balance week = Balance.opening("acme", 1, limit, NOON_MICROS - 1);
        Balance next = week.at(week.period().endMicros());

        io.weir.v1.Balance stated = stated(EntryKind.LIMIT_SET, week);

        assertEquals(107, stated.getLimit());
        assertEquals(
                new io.weir.v1.LimitTerms(100L, 0L, 7L, NOON, 30L, List.of(50, 80), "Asia/Beirut", 7),
                stated.getTerms());
        assertEquals(130, stated(EntryKind.LIMIT_SET, next).getLimit());
        assertEquals(
                new io.weir.v1.LimitTerms(100L, 30L, 0L, null, 30L, List.of(50, 80), "Asia/Beirut", 7),
                stated(EntryKind.LIMIT_SET, next).getTerms());
    }

    @Test
    void aLedgerEntryKeepsEveryAmount() {
        var entry = published(
                new Effect.LedgerAppended(entry(2, new Amounts(MONEY, 0, 0, 0))), Topics.LEDGER, "acme", "entry-1", "");

        assertEquals(5, entry.getSeq());
        assertEquals(ByteBuffer.wrap(LINK.bytes()), entry.getChain());
        assertNull(entry.getSeal());
        assertEquals("posted", entry.getKind());
        assertEquals("q-1", entry.getQueryId());
        assertEquals(2, entry.getAttempt());
        assertEquals(new io.weir.v1.Amounts(MONEY, 340L, 7L, 1L), entry.getAmounts());
        assertEquals(new io.weir.v1.Amounts(MONEY, 0L, 0L, 0L), entry.getReleased());
        assertEquals(
                List.of(
                        new io.weir.v1.Balance(
                                "acme",
                                1L,
                                "all",
                                "money",
                                "lifetime",
                                true,
                                null,
                                null,
                                9L,
                                8L,
                                7L,
                                6L,
                                0L,
                                0L,
                                null,
                                0L,
                                List.of()),
                        new io.weir.v1.Balance(
                                "acme/search",
                                2L,
                                "m",
                                "tokens",
                                "calendar_month",
                                false,
                                NOON,
                                Micros.instant(NOON_MICROS + 1),
                                5L,
                                4L,
                                3L,
                                2L,
                                0L,
                                0L,
                                null,
                                -1L,
                                List.of())),
                entry.getBalances());
        assertEquals(NOON, entry.getAt());
        assertEquals(CAUSE, entry.getCause());
    }

    @Test
    void aSealStatesItsFiguresTheLinkBeforeIt_andEveryBucketOfARollingWindow() {
        Buckets buckets = Buckets.NONE.plus(-3, 4, 0).plus(0, 2, 1);
        Balance rolling = new Balance(
                "acme",
                1,
                new Limit("minute", Unit.TOKENS, 9, Window.Rolling.MINUTE, true),
                Window.Rolling.MINUTE.periodAt(0),
                0,
                0,
                8,
                6,
                1,
                0,
                buckets,
                Alerted.NONE);
        Seal seal = new Seal(20_787, 1, 2, 3, 4, 5, AMOUNTS, new Amounts(6, 7, 8, 9), LINK);
        LedgerEntry sealed = new LedgerEntry(
                "entry-1",
                5,
                "acme",
                "acme",
                "",
                0,
                EntryKind.SEALED,
                Amounts.ZERO,
                Amounts.ZERO,
                List.of(rolling),
                "",
                "",
                "",
                seal,
                LINK);

        var entry = published(new Effect.LedgerAppended(sealed), Topics.LEDGER, "acme", "entry-1", "");

        assertEquals("sealed", entry.getKind());
        assertEquals(
                new io.weir.v1.Seal(
                        "2026-11-30",
                        1,
                        2,
                        3L,
                        4L,
                        5L,
                        new io.weir.v1.Amounts(MONEY, 340L, 7L, 1L),
                        new io.weir.v1.Amounts(6L, 7L, 8L, 9L),
                        ByteBuffer.wrap(LINK.bytes())),
                entry.getSeal());
        io.weir.v1.Balance stated = entry.getBalances().get(0);
        assertEquals(9L, stated.getTerms().getDeclared());
        assertEquals(
                List.of(
                        new io.weir.v1.Bucket(Micros.instant(-3_000_000), 4L, 0L),
                        new io.weir.v1.Bucket(Micros.instant(0), 2L, 1L)),
                stated.getBuckets());
    }

    @Test
    void anEntryOfNoAttemptNamesNone_andNothingReleasedIsNull() {
        var entry = published(new Effect.LedgerAppended(entry(0, Amounts.ZERO)), Topics.LEDGER, "acme", "entry-1", "");

        assertNull(entry.getQueryId());
        assertNull(entry.getAttempt());
        assertNull(entry.getReleased());
    }

    @Test
    void aDecisionListsItsCandidatesAndWhyOneIsOut() {
        Tier tier = CatalogueCodec.tier(Samples.tier(), 1);
        Candidate in = new Candidate(tier, 0.75, MONEY, AMOUNTS, TARIFF, 300, 100, null);
        Candidate out = new Candidate(tier, 0.5, 0, Amounts.ZERO, null, 0, 0, Exclusion.of("no_price", "none"));
        Decision decision = new Decision(
                query(),
                2,
                "cheapest-pass",
                "1",
                List.of(in, out),
                new Plan(List.of(in), 0.75, 10.25, true, 0.5),
                "small",
                new Objective(0, 0, 1.5, 0.7, 3, true, true),
                100,
                "2026-01",
                "cal",
                -1,
                6,
                -42,
                17,
                "because");

        var record = published(new Effect.Decided(decision), Topics.DECISIONS, "acme", "acme/q-1/2", "trace");

        assertEquals(
                List.of(
                        new io.weir.v1.Candidate(
                                "small", "small-1", 0.75, MONEY, new io.weir.v1.Amounts(MONEY, 340L, 7L, 1L), null),
                        new io.weir.v1.Candidate("small", "small-1", 0.5, 0L, null, "no_price: none")),
                record.getCandidates());
        assertEquals(List.of("small"), record.getPlan());
        assertEquals(11, record.getPlanExpectedCostNanodollars());
        assertEquals(0.5, record.getPropensity());
        assertEquals(1.5, record.getLambda());
        assertEquals(0.7, record.getFloor());
        assertNull(record.getCalibrationAgeMicros());
        assertEquals(-42, record.getSeed());
        assertEquals(17, record.getLedgerSeq());
        assertEquals("because", record.getReason());
        assertEquals(NOON, record.getAt());
    }

    @Test
    void anAttemptGoesToTheLaneOfItsTier_keyedByTenantAndQuery() {
        Attempt attempt = published(
                new Effect.AttemptSent(query(), ATTEMPT, 300, 40, 9, false),
                Topics.attempts("small", "batch"),
                "acme\0q-1",
                "acme/q-1/2",
                "trace");

        assertEquals(2, attempt.getAttempt());
        assertEquals("small-1", attempt.getModel());
        assertEquals(300, attempt.getHeldInputTokens());
        assertEquals(100, attempt.getMaxOutputTokens());
        assertEquals(40, attempt.getPredictedOutputTokens());
        assertEquals(9, attempt.getPredictedServiceMicros());
        assertEquals("2026-01", attempt.getPriceVersion());
        assertEquals(NOON.plusSeconds(30), attempt.getDeadline());
        assertEquals(Samples.query().getRequest(), attempt.getRequest());
        assertEquals(4, attempt.getPriority());
        assertEquals(3, attempt.getInboxPartition());
    }

    @Test
    void anAcceptedOutcomeIsPricedAndStamped() {
        OutcomeReport report = OutcomeCodec.toCore(Samples.outcome());
        PastAttempt past = new PastAttempt(2, "small", "small-1", "answered", "pass", 1, Usage.NONE, 0, 0, 100, 0, 0);
        Outcome outcome = published(
                new Effect.OutcomeAccepted(query(), ATTEMPT, report, AMOUNTS, 11, past, null),
                Topics.OUTCOMES,
                "acme",
                "acme/q-1/1",
                "trace");

        assertEquals(MONEY, outcome.getCostNanodollars());
        assertEquals(11, outcome.getSeq());
        assertEquals("small", outcome.getTier());
        assertEquals(0.75, outcome.getPredictedPassProbability());
        assertEquals(Samples.outcome().getUsage(), outcome.getUsage());
        assertEquals("acme/search", outcome.getAccount());
        assertEquals(Map.of("team", "x"), outcome.getLabels());
        assertEquals(new io.weir.v1.Amounts(MONEY, 340L, 7L, 1L), outcome.getHeld());
        assertEquals(false, outcome.getLate());
        assertEquals(CAUSE, outcome.getCause());
    }

    @Test
    void aLateOutcomeAddsACostAndNeverAPass() {
        AbandonedAttempt given = new AbandonedAttempt(
                1, "small", "small-1", "claim-1", new Hold(AMOUNTS, List.of()), TARIFF, Amounts.ZERO);
        Outcome outcome = published(
                new Effect.LateOutcomeAccepted(
                        OutcomeCodec.toCore(Samples.outcome()), given, "acme", "t", Map.of(), AMOUNTS, 12),
                Topics.OUTCOMES,
                "acme",
                "acme/q-1/1/late",
                "");

        assertTrue(outcome.getLate());
        assertEquals("unknown", outcome.getVerdict());
        assertEquals(MONEY, outcome.getCostNanodollars());
        assertEquals(12, outcome.getSeq());
    }

    @Test
    void aResultAddsUpItsAttempts() {
        PastAttempt first =
                new PastAttempt(1, "small", "s", "answered", "fail", MONEY, Usage.of(3, 4), 5, 6, 100, 0, 0);
        PastAttempt second =
                new PastAttempt(2, "large", "l", "answered", "pass", 1, Usage.of(30, 40), 50, 60, 100, 0, 0);
        Refusal refusal = new Refusal("c", "f", "line\n", "a", "l", "w", "u", 1L, 2L, NOON_MICROS, 3L);
        Result result = new Result(query(), ResultStatus.PASSED, "why", refusal, null, "large", List.of(first, second));
        ClosedQuery closed = new ClosedQuery(1, 2, "a", "t", Map.of(), List.of());

        var record = published(new Effect.QueryClosed(result, closed), Topics.RESULTS, "acme", "acme/q-1", "trace");

        assertEquals("passed", record.getStatus());
        assertEquals(MONEY + 1, record.getCostNanodollars());
        assertEquals(33, record.getInputTokens());
        assertEquals(44, record.getOutputTokens());
        assertEquals(55, record.getEnergyMillijoules());
        assertEquals(2, record.getAttempts().size());
        assertEquals(MONEY, record.getAttempts().get(0).getCostNanodollars());
        assertEquals("line\\u000a", record.getRefusal().getValue());
        assertEquals(3, record.getRefusal().getLedgerSeq());
        assertEquals(NOON, record.getSubmittedAt());
        assertNull(record.getMessage());
    }

    @Test
    void aRefusalIsADeadLetterOfItsInboxRecord() {
        DeadLetter letter = published(
                new Effect.Refused("acme", "id_reused", "query_id", "q\n1", "why"),
                Topics.DLQ,
                "acme",
                "weir.inbox.v1/3/17",
                "");

        assertEquals(CAUSE, letter.getSource());
        assertEquals("id_reused", letter.getCode());
        assertEquals("query_id", letter.getField());
        assertEquals("q\\u000a1", letter.getValue());
        assertEquals("acme", letter.getTenant());
        assertEquals(NOON, letter.getAt());
    }

    @Test
    void anAlertIsKeyedByItsAccount_aCancelByItsWorker() {
        Alert alert = published(
                new Effect.AlertRaised("acme/search", "a-1", "budget_crossed", "s", Map.of("k", "v")),
                Topics.ALERTS,
                "acme/search",
                "a-1",
                "");
        assertEquals(Map.of("k", "v"), alert.getDetails());
        Lease lease = new Lease("claim-1", "worker-1", 0, Usage.NONE, 0);
        Control control = published(
                new Effect.WorkerCancelled(new QueryKey("acme", "q-1"), 2, lease),
                Topics.CONTROLS,
                "worker-1",
                "acme/q-1/2/cancel",
                "");
        assertEquals("claim-1", control.getClaim());
        assertEquals(2, control.getAttempt());
    }

    @Test
    void whatOnlyChangesTheStatePublishesNothing() {
        for (Effect effect : List.of(
                new Effect.ClockMoved(),
                new Effect.QueryOpened(query()),
                new Effect.TierApplied(CatalogueCodec.tier(Samples.tier(), 1)),
                new Effect.PriceApplied(PriceCodec.toCore(Samples.price(), 1)),
                new Effect.Leased(new QueryKey("acme", "q-1"), new Lease("c", "w", 0, Usage.NONE, 0)),
                new Effect.Forgotten(new QueryKey("acme", "q-1")))) {
            assertTrue(CODEC.publication(effect).isEmpty(), effect.toString());
        }
    }
}
