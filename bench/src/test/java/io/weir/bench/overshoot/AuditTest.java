package io.weir.bench.overshoot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.bench.overshoot.Findings.Kind;
import io.weir.v1.Amounts;
import io.weir.v1.Balance;
import io.weir.v1.Candidate;
import io.weir.v1.Decision;
import io.weir.v1.LedgerEntry;
import io.weir.v1.Refusal;
import io.weir.v1.Result;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the audit finds in a ledger that was written by hand: a limit of 100 requests on acme, holds on acme/search. */
class AuditTest {

    private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
    private static final String PAYS = "acme/search";

    private final Written log = new Written("lifetime");

    @Test
    void aLedgerInWhichAllFits_hasNothingWrong() {
        log.add("held", "q1", 100, 0, NOON, 100, 100, 0, 0);
        log.add("posted", "q1", 40, 100, NOON, 100, 0, 40, 0);
        log.add("excess", "q1", 5, 0, NOON, 100, 0, 40, 5);
        log.add("held", "q2", 55, 0, NOON, 100, 55, 40, 5);

        Audited audited = log.audit.audited();

        assertTrue(audited.findings().none(), audited.findings().examples().toString());
        assertEquals(2, audited.holds());
        assertEquals(1, audited.openHolds());
        assertEquals(1, audited.excessEntries());
    }

    @Test
    void aHoldOfOneAboveTheRoom_isAnOvershoot() {
        log.add("held", "q1", 60, 0, NOON, 100, 60, 0, 0);
        log.add("held", "q2", 41, 0, NOON, 100, 101, 0, 0);

        assertEquals(1, log.audit.audited().findings().count(Kind.OVERSHOOT));
    }

    @Test
    void aBalanceThatIsNotTheSumOfTheEntries_isFound() {
        log.add("held", "q1", 60, 0, NOON, 100, 59, 0, 0);

        assertEquals(1, log.audit.audited().findings().count(Kind.WRONG_BALANCE));
    }

    @Test
    void aGap_aSecondEnd_andAPostAboveItsHold_areFound() {
        log.seq++;
        log.add("held", "q1", 60, 0, NOON, 100, 60, 0, 0);
        log.add("posted", "q1", 61, 60, NOON, 100, 0, 61, 0);
        log.add("voided", "q1", 0, 60, NOON, 100, 0, 61, 0);

        assertEquals(3, log.audit.audited().findings().count(Kind.BROKEN_ORDER));
    }

    @Test
    void aCandidateLeftOutForWantOfRoom_isAFalseRefusalWhereItFits() {
        log.add("held", "q1", 60, 0, NOON, 100, 60, 0, 0);
        assertTrue(log.audit.reaches("acme", log.seq));
        log.audit.decision(log.decision("q2", 40, "budget_exceeded: no room"));
        log.audit.decision(log.decision("q3", 41, "budget_exceeded: no room"));
        log.audit.decision(log.decision("q4", 40, null));
        log.audit.decision(log.decision("q5", 41, null));

        Audited audited = log.audit.audited();

        assertEquals(1, audited.findings().count(Kind.FALSE_REFUSAL));
        assertEquals(1, audited.findings().count(Kind.MISSTATED)); // q5, which does not fit, was not left out
        assertEquals(2, audited.excluded());
        assertEquals(4, audited.candidates());
        assertEquals(1, audited.limitsHit());
    }

    @Test
    void aRefusal_isJudgedByTheRoomAtTheEntryThatItNames() {
        log.add("held", "q1", 60, 0, NOON, 100, 60, 0, 0);
        long before = log.seq;
        log.add("voided", "q1", 0, 60, NOON, 100, 0, 0, 0);
        assertTrue(log.audit.reaches("acme", before));
        log.audit.result(refused(41, 40, before));
        assertEquals(0, log.audit.audited().findings().count(Kind.FALSE_REFUSAL));

        log.audit.result(refused(41, 100, log.seq)); // all of it is free after the second entry

        assertEquals(1, log.audit.audited().findings().count(Kind.FALSE_REFUSAL));
        assertEquals(0, log.audit.audited().findings().count(Kind.MISSTATED));
    }

    @Test
    void aRefusalThatStatesOtherRoom_orNamesAnotherEntry_isMisstated() {
        assertTrue(log.audit.reaches("acme", log.seq));
        log.audit.result(refused(101, 99, log.seq));
        log.audit.result(refused(101, 100, log.seq + 1));

        assertEquals(2, log.audit.audited().findings().count(Kind.MISSTATED));
    }

    @Test
    void aRollingMinute_freesWhatWasPosted_whenItsBucketFallsOut_andNeverAnOpenHold() {
        Written rolling = new Written("rolling_minute");
        rolling.add("held", "q1", 50, 0, NOON, 100, 50, 0, 0);
        rolling.add("held", "q2", 50, 0, NOON, 100, 100, 0, 0);
        rolling.add("posted", "q1", 50, 50, NOON, 100, 50, 50, 0);
        Instant last = NOON.plusMillis(59_999);
        Instant out = NOON.plusSeconds(60);
        rolling.add("held", "q3", 1, 0, last, 100, 51, 50, 0); // one too many
        rolling.add("voided", "q3", 0, 1, last, 100, 50, 50, 0);
        rolling.add("held", "q4", 50, 0, out, 100, 100, 0, 0);

        Audited audited = rolling.audit.audited();

        assertEquals(1, audited.findings().count(Kind.OVERSHOOT));
        assertEquals(
                0,
                audited.findings().count(Kind.WRONG_BALANCE),
                audited.findings().examples().toString());
    }

    @Test
    void aHold_isSettledInThePeriodThatItWasTakenIn() {
        Written daily = new Written("calendar_day");
        Instant next = Instant.parse("2026-12-01T00:00:00Z");
        daily.add("held", "q1", 100, 0, next.minusMillis(1), 100, 100, 0, 0);
        daily.add("held", "q2", 100, 0, next, 100, 100, 0, 0);
        daily.add("posted", "q1", 70, 100, next, 100, 0, 70, 0);

        assertTrue(
                daily.audit.audited().findings().none(),
                daily.audit.audited().findings().examples().toString());
    }

    /** A ledger with its audit; each entry says what its one balance should be after it. */
    private static final class Written {
        final Audit audit = new Audit();
        final String window;
        long seq;

        Written(String window) {
            this.window = window;
            add("limit_set", "", 0, 0, NOON, 100, 0, 0, 0);
        }

        void add(
                String kind,
                String query,
                long amount,
                long released,
                Instant at,
                long limit,
                long held,
                long posted,
                long excess) {
            boolean set = kind.equals("limit_set");
            List<Balance> balances = new ArrayList<>();
            balances.add(Balance.newBuilder()
                    .setAccount("acme")
                    .setLimitId("requests")
                    .setUnit("requests")
                    .setWindow(window)
                    .setHard(true)
                    .setLimit(limit)
                    .setHeld(held)
                    .setPosted(posted)
                    .setExcess(excess)
                    .build());
            audit.entry(LedgerEntry.newBuilder()
                    .setId(kind + query)
                    .setSeq(++seq)
                    .setLedgerKey("acme")
                    .setAccount(set ? "acme" : PAYS)
                    .setQueryId(set ? null : query)
                    .setAttempt(set ? null : 1)
                    .setKind(kind)
                    .setAmounts(new Amounts(0L, 0L, 0L, amount))
                    .setReleased(released == 0 ? null : new Amounts(0L, 0L, 0L, released))
                    .setBalances(balances)
                    .setAt(at)
                    .build());
        }

        Decision decision(String query, long asked, @Nullable String excluded) {
            return Decision.newBuilder()
                    .setTenant("acme")
                    .setQueryId(query)
                    .setAttempt(1)
                    .setAccount(PAYS)
                    .setLedgerSeq(seq)
                    .setAt(NOON)
                    .setCandidates(List.of(Candidate.newBuilder()
                            .setTier("small")
                            .setHold(new Amounts(0L, 0L, 0L, asked))
                            .setExcluded(excluded)
                            .build()))
                    .build();
        }
    }

    private static Result refused(long asked, long free, long after) {
        return Result.newBuilder()
                .setTenant("acme")
                .setQueryId("q9")
                .setAccount(PAYS)
                .setStatus("rejected")
                .setAt(NOON)
                .setRefusal(Refusal.newBuilder()
                        .setCode("budget_exceeded")
                        .setAccount("acme")
                        .setLimitId("requests")
                        .setAsked(asked)
                        .setFree(free)
                        .setLedgerSeq(after)
                        .build())
                .build();
    }
}
