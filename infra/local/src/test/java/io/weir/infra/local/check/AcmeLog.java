package io.weir.infra.local.check;

import io.weir.infra.local.check.chain.HashChain;
import io.weir.schemas.Topic;
import io.weir.schemas.Topics;
import io.weir.v1.Amounts;
import io.weir.v1.Attempt;
import io.weir.v1.AttemptBrief;
import io.weir.v1.Balance;
import io.weir.v1.Decision;
import io.weir.v1.Inbox;
import io.weir.v1.LedgerEntry;
import io.weir.v1.Outcome;
import io.weir.v1.Query;
import io.weir.v1.Result;
import io.weir.v1.Usage;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * A clean log of tenant acme, whose query q1 fails at small and passes at large. Two hard limits stand above it: 1,000
 * nano-dollars at acme, 500 at acme/search. Tests break one record of it.
 *
 * <pre>
 *   ledger: 0 limit_set acme   1 limit_set acme/search   2 held 100   3 posted 60   4 held 300   5 posted 300   6 excess 20
 * </pre>
 */
final class AcmeLog {

    static final String TENANT = "acme";
    static final String ACCOUNT = "acme/search";
    static final int HOME = Topics.partitionOf(TENANT, InMemoryLog.PARTITIONS);
    static final Instant START = Instant.parse("2026-11-24T12:00:00Z");

    final InMemoryLog log = new InMemoryLog();

    static AcmeLog clean() {
        AcmeLog acme = new AcmeLog();
        acme.write();
        return acme.chained();
    }

    private void write() {
        query("q1");
        entry("limit_set", 0, money(0), null, balance("acme", 1_000, 0, 0, 0));
        entry("limit_set", 0, money(0), null, balance(ACCOUNT, 500, 0, 0, 0));
        entry("held", 1, money(100), null, both(100, 0, 0));
        entry("posted", 1, money(60), money(100), both(0, 60, 0));
        entry("held", 2, money(300), null, both(300, 60, 0));
        entry("posted", 2, money(300), money(300), both(0, 360, 0));
        entry("excess", 2, money(20), null, both(0, 360, 20));
        sent(1, "small");
        sent(2, "large");
        outcome(1, "small", 60, 100, "fail");
        outcome(2, "large", 320, 300, "pass");
        result("q1");
    }

    List<Object> of(Topic<?> topic) {
        return log.of(topic, HOME);
    }

    LedgerEntry entry(int index) {
        return get(Topics.LEDGER, index);
    }

    /** Links the ledger as it is now: what a test has changed is then a mistake of the router, not of somebody after it. */
    AcmeLog chained() {
        HashChain chain = new HashChain();
        ByteBuffer before = HashChain.START;
        for (Object record : of(Topics.LEDGER)) {
            if (record instanceof LedgerEntry entry) {
                before = chain.link(before, entry);
                entry.setChain(before);
            }
        }
        return this;
    }

    Outcome outcome(int index) {
        return get(Topics.OUTCOMES, index);
    }

    Result result() {
        return get(Topics.RESULTS, 0);
    }

    <T extends SpecificRecord> T get(Topic<T> topic, int index) {
        return topic.type().cast(of(topic).get(index));
    }

    /** Appends an entry with the next seq, for attempt {@code attempt} of q1, 0 for none. */
    LedgerEntry entry(String kind, int attempt, Amounts amounts, Amounts released, Balance... balances) {
        long seq = of(Topics.LEDGER).size() + 1L;
        LedgerEntry entry = LedgerEntry.newBuilder()
                .setId("entry " + seq)
                .setSeq(seq)
                .setLedgerKey(TENANT)
                .setAccount(attempt == 0 ? balances[0].getAccount() : ACCOUNT)
                .setQueryId(attempt == 0 ? null : "q1")
                .setAttempt(attempt == 0 ? null : attempt)
                .setKind(kind)
                .setAmounts(amounts)
                .setReleased(released)
                .setBalances(List.of(balances))
                .setTier(attempt == 0 ? "" : attempt == 1 ? "small" : "large")
                .setAt(START.plusSeconds(seq))
                .build();
        of(Topics.LEDGER).add(entry);
        return entry;
    }

    static Balance[] both(long held, long posted, long excess) {
        return new Balance[] {balance("acme", 1_000, held, posted, excess), balance(ACCOUNT, 500, held, posted, excess)
        };
    }

    static Balance balance(String account, long limit, long held, long posted, long excess) {
        return Balance.newBuilder()
                .setAccount(account)
                .setGeneration(1)
                .setLimitId("all")
                .setUnit("money")
                .setWindow("lifetime")
                .setLimit(limit)
                .setHeld(held)
                .setPosted(posted)
                .setExcess(excess)
                .build();
    }

    /** With the one request that any money is for. */
    static Amounts money(long nanodollars) {
        return Amounts.newBuilder()
                .setMoneyNanodollars(nanodollars)
                .setRequests(nanodollars == 0 ? 0 : 1)
                .build();
    }

    Inbox query(String id) {
        Query query = Query.newBuilder()
                .setTenant(TENANT)
                .setQueryId(id)
                .setAccount(ACCOUNT)
                .build();
        Inbox inbox = Inbox.newBuilder()
                .setKind("query")
                .setId(TENANT + "/" + id)
                .setQuery(query)
                .build();
        of(Topics.INBOX).add(inbox);
        return inbox;
    }

    private void sent(int attempt, String tier) {
        of(Topics.DECISIONS)
                .add(Decision.newBuilder()
                        .setTenant(TENANT)
                        .setQueryId("q1")
                        .setAttempt(attempt)
                        .setTier(tier)
                        .build());
        of(Topics.attempts(tier, "interactive"))
                .add(Attempt.newBuilder()
                        .setTenant(TENANT)
                        .setQueryId("q1")
                        .setAttempt(attempt)
                        .setTier(tier)
                        .build());
    }

    private void outcome(int attempt, String tier, long cost, long held, String verdict) {
        of(Topics.OUTCOMES)
                .add(Outcome.newBuilder()
                        .setTenant(TENANT)
                        .setQueryId("q1")
                        .setAttempt(attempt)
                        .setTier(tier)
                        .setStatus("answered")
                        .setVerdict(verdict)
                        .setUsage(Usage.newBuilder().build())
                        .setCostNanodollars(cost)
                        .setHeld(money(held))
                        .setSeq(of(Topics.OUTCOMES).size() + 1L)
                        .setAt(START.plusSeconds(attempt))
                        .build());
    }

    Result result(String id) {
        Result result = Result.newBuilder()
                .setTenant(TENANT)
                .setQueryId(id)
                .setAccount(ACCOUNT)
                .setStatus("passed")
                .setAttempts(List.of(brief(1, "small", 60, "fail"), brief(2, "large", 320, "pass")))
                .setCostNanodollars(380)
                .build();
        of(Topics.RESULTS).add(result);
        return result;
    }

    private static AttemptBrief brief(int number, String tier, long cost, String verdict) {
        return AttemptBrief.newBuilder()
                .setNumber(number)
                .setTier(tier)
                .setStatus("answered")
                .setVerdict(verdict)
                .setCostNanodollars(cost)
                .build();
    }
}
