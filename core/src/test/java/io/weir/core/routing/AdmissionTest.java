package io.weir.core.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.core.admission.QueryBounds;
import io.weir.core.ledger.AccountPolicy;
import io.weir.core.ledger.EntryKind;
import io.weir.core.query.QueryKey;
import io.weir.core.query.ResultStatus;
import io.weir.core.query.Verdict;
import io.weir.core.sample.QueryDraft;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Queries that are refused with a result, repeats, and records that go to the dead letters. */
class AdmissionTest {

    private static final QueryKey KEY = new QueryKey("acme", "q1");

    private static QueryDraft query() {
        return QueryDraft.of("acme", "q1");
    }

    @Test
    void anUnknownAccount_isRejected() {
        Result result = Partition.withTiers().submit(query()).result();
        assertEquals(ResultStatus.REJECTED, result.status());
        assertEquals("unknown_account: account acme", result.reason());
        assertEquals("unknown_account", Objects.requireNonNull(result.refusal()).code());
        assertEquals("acme", result.refusal().value());
    }

    @Test
    void anAncestorThatNobodyDeclared_doesNotMatter() {
        Partition partition = Partition.withTiers().account("acme/search/alice");
        assertEquals(
                "small", partition.submit(query().account("acme/search/alice")).sentTo());
    }

    @Test
    void aChildThatNobodyDeclared_isUnknown() {
        Partition partition = Partition.withAccount().submit(query().account("acme/search"));
        assertEquals(
                "acme/search",
                Objects.requireNonNull(partition.result().refusal()).value());
    }

    @Test
    void aClosedAncestor_refusesItsChildren() {
        Partition partition = Partition.withAccount().account("acme/search").closed("acme");
        Result result = partition.submit(query().account("acme/search")).result();
        assertEquals(ResultStatus.REJECTED, result.status());
        assertEquals("acme", Objects.requireNonNull(result.refusal()).value());
    }

    @Test
    void aDeadlineThatHasPassed_expires_andOneMicrosecondLaterIsServed() {
        Partition partition = Partition.withAccount().at(10 * Partition.SECOND);
        Result result =
                partition.submit(query().deadline(10 * Partition.SECOND)).result();
        assertEquals(ResultStatus.EXPIRED, result.status());
        assertEquals("deadline_past: deadline 10000000 µs", result.reason());
        QueryDraft later = QueryDraft.of("acme", "q2").deadline(10 * Partition.SECOND + 1);
        assertEquals("small", partition.submit(later).sentTo());
    }

    @Test
    void theDeadline_isTheQuerys_elseTheAccounts_elseThePlatforms() {
        AccountPolicy policy = new AccountPolicy(null, null, 0, 9 * Partition.SECOND, 0, null, null);
        Partition own = Partition.withTiers().account("acme", policy).submit(query().deadline(7 * Partition.SECOND));
        assertEquals(
                7 * Partition.SECOND, own.the(Effect.QueryOpened.class).query().deadlineMicros());
        Partition accounts = Partition.withTiers().account("acme", policy).submit(query());
        assertEquals(
                10 * Partition.SECOND,
                accounts.the(Effect.QueryOpened.class).query().deadlineMicros());
        Partition platforms = Partition.withAccount().submit(query());
        assertEquals(
                301 * Partition.SECOND,
                platforms.the(Effect.QueryOpened.class).query().deadlineMicros());
    }

    @Test
    void aRepeat_hasNoEffect_whetherItsQueryIsOpenOrClosed() {
        Partition partition = Partition.withAccount().submit(query());
        assertEquals(List.of(), partition.submit(query()).effects());
        partition.answer(KEY, 1, Verdict.PASS);
        assertEquals(List.of(), partition.submit(query()).effects());
    }

    @Test
    void anIdUsedForAnotherQuery_isRefused_whetherItsQueryIsOpenOrClosed() {
        Partition partition = Partition.withAccount().submit(query());
        for (int i = 0; i < 2; i++) {
            Effect.Refused refused = partition.submit(query().fingerprint(2)).the(Effect.Refused.class);
            assertEquals(1, partition.effects().size());
            assertEquals("acme", refused.tenant());
            assertEquals("id_reused", refused.code());
            assertEquals("query_id", refused.field());
            assertEquals("q1", refused.value());
            partition.answer(KEY, 1, Verdict.PASS);
        }
    }

    @Test
    void theSameIdOfAnotherTenant_isAnotherQuery() {
        Partition partition = Partition.withAccount().account("zeta").submit(query());
        assertEquals(
                "small",
                partition.submit(QueryDraft.of("zeta", "q1").fingerprint(2)).sentTo());
    }

    @Test
    void anIdIsRememberedForTheHorizon_andForgottenOnTheTickAfterIt() {
        long horizon = Settings.DEFAULT.horizonMicros();
        Partition partition = Partition.withAccount().submit(query()).answer(KEY, 1, Verdict.PASS);
        long closedAt = partition.now();
        partition.tickAt(closedAt + horizon);
        assertTrue(partition.effects(Effect.Forgotten.class).isEmpty());
        partition.tickAt(closedAt + horizon + 1);
        assertEquals(KEY, partition.the(Effect.Forgotten.class).key());
        assertNull(partition.state.closed(KEY));
    }

    @Test
    void anIdIsRememberedLongerThanIngressAdmitsARepeat() {
        long mostAhead = QueryBounds.DEFAULT.horizonMicros() + QueryBounds.DEFAULT.skewMicros();
        assertTrue(Settings.DEFAULT.horizonMicros() > mostAhead, "a query dated ahead could be charged twice");
    }

    @Test
    void aCancel_voidsTheHoldAndEndsTheQuery() {
        Partition partition =
                Partition.withTiers().account("acme", Limits.money(100_000)).submit(query());
        Result result = partition.cancel(KEY).result();
        assertEquals(ResultStatus.CANCELLED, result.status());
        assertEquals("cancelled: test", result.reason());
        assertEquals(List.of(EntryKind.VOIDED), partition.ledger());
        assertEquals(0, partition.balance("acme", "money").held());
        assertTrue(partition.effects(Effect.WorkerCancelled.class).isEmpty(), "nobody had claimed it");
        assertEquals(List.of(), partition.cancel(KEY).effects());
    }

    @Test
    void aCancelOfClaimedWork_tellsItsWorker() {
        Partition partition = Partition.withAccount().submit(query()).claim(KEY, 1, "c1", 10 * Partition.SECOND);
        Effect.WorkerCancelled told = partition.cancel(KEY).the(Effect.WorkerCancelled.class);
        assertEquals(1, told.attempt());
        assertEquals("c1", told.lease().claim());
    }

    @Test
    void aCancelOfNothing_isRefused() {
        Effect.Refused refused = Partition.withAccount().cancel(KEY).the(Effect.Refused.class);
        assertEquals("unknown_query", refused.code());
        assertEquals("q1", refused.value());
    }

    @Test
    void noTierAtAll_isRejected() {
        Partition partition = Partition.bare(Settings.DEFAULT).account("acme").submit(query());
        assertEquals(ResultStatus.REJECTED, partition.result().status());
        assertEquals("no_tier: the catalogue has no tier", partition.result().reason());
    }
}
