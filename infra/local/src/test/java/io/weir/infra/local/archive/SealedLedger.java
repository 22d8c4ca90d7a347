package io.weir.infra.local.archive;

import io.weir.infra.local.check.chain.HashChain;
import io.weir.infra.local.cluster.Where;
import io.weir.v1.Amounts;
import io.weir.v1.Balance;
import io.weir.v1.Bucket;
import io.weir.v1.Coordinates;
import io.weir.v1.LedgerEntry;
import io.weir.v1.LimitTerms;
import io.weir.v1.Seal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A partition of the ledger with chained entries and seals, one limit of money a ledger key. */
public final class SealedLedger {

    public static final int PARTITION = 2;

    private static final class Key {
        private long seq;
        private ByteBuffer link = HashChain.START;
        private long held;
        private long posted;
        private long entries;
        private long postedToday;
        private long attempts;
    }

    private final HashChain chain = new HashChain();
    private final Map<String, Key> keys = new HashMap<>();
    public final List<Archived> entries = new ArrayList<>();

    /** A hold of 10 and its post of 7 on a day. */
    public SealedLedger spend(String key, LocalDate day) {
        Key of = key(key, day);
        of.attempts++;
        of.held += 10;
        append(key, "held", day, money(10, 1), null, null);
        of.held -= 10;
        of.posted += 7;
        of.postedToday += 7;
        append(key, "posted", day, money(7, 1), money(10, 1), null);
        return this;
    }

    /** Seals a day on the morning of the next. */
    public SealedLedger seal(String key, LocalDate day) {
        Key of = key(key, day);
        Seal seal = Seal.newBuilder()
                .setDay(day.toString())
                .setPart(1)
                .setParts(1)
                .setLastSeq(of.seq)
                .setEntries(of.entries)
                .setPosted(money(of.postedToday, of.postedToday / 7))
                .setPreviousChain(of.link)
                .build();
        append(key, "sealed", day.plusDays(1), money(0, 0), null, seal);
        of.entries = 0;
        of.postedToday = 0;
        return this;
    }

    private Key key(String name, LocalDate day) {
        Key known = keys.get(name);
        if (known != null) {
            return known;
        }
        Key key = new Key();
        keys.put(name, key);
        append(name, "limit_set", day, money(0, 0), null, null);
        return key;
    }

    private static Amounts money(long nanodollars, long requests) {
        return Amounts.newBuilder()
                .setMoneyNanodollars(nanodollars)
                .setRequests(requests)
                .build();
    }

    private void append(String name, String kind, LocalDate day, Amounts amounts, Amounts released, Seal seal) {
        Key key = keys.get(name);
        key.seq++;
        key.entries += seal == null ? 1 : 0;
        boolean ofAttempt = kind.equals("held") || kind.equals("posted");
        Instant at = day.atTime(0, 1).toInstant(ZoneOffset.UTC).plusSeconds(entries.size());
        LedgerEntry entry = LedgerEntry.newBuilder()
                .setId(name + "/" + key.seq)
                .setSeq(key.seq)
                .setLedgerKey(name)
                .setAccount(name)
                .setQueryId(ofAttempt ? "q" + key.attempts : null)
                .setAttempt(ofAttempt ? 1 : null)
                .setKind(kind)
                .setAmounts(amounts)
                .setReleased(released)
                .setBalances(List.of(balance(name, key, kind)))
                .setTier(ofAttempt ? "small" : "")
                .setReason(kind.equals("posted") ? "because é" : "")
                .setAt(at)
                .setCause(new Coordinates("weir.inbox.v1", PARTITION, 1_000L + entries.size()))
                .setSeal(seal)
                .build();
        key.link = chain.link(key.link, entry);
        entry.setChain(key.link);
        entries.add(new Archived(new Where("weir.ledger.v1", PARTITION, 2L * entries.size()), entry));
    }

    private static Balance balance(String name, Key key, String kind) {
        boolean terms = kind.equals("limit_set") || kind.equals("sealed");
        return Balance.newBuilder()
                .setAccount(name)
                .setGeneration(1)
                .setLimitId("all")
                .setUnit("money")
                .setWindow("lifetime")
                .setLimit(1_000_000)
                .setHeld(key.held)
                .setPosted(key.posted)
                .setTerms(terms ? LimitTerms.newBuilder().setDeclared(1_000_000).build() : null)
                .setBuckets(List.<Bucket>of())
                .build();
    }
}
