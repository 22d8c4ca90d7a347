package io.weir.router.state;

import io.weir.core.query.AbandonedAttempt;
import io.weir.core.query.ClosedQuery;
import io.weir.core.query.Lease;
import io.weir.core.query.OpenAttempt;
import io.weir.core.query.OpenQuery;
import io.weir.core.query.PastAttempt;
import io.weir.core.query.ProcessingClass;
import io.weir.core.query.Query;
import io.weir.core.query.QueryKey;
import io.weir.core.query.Verifier;
import io.weir.core.query.Wait;

/** Stored forms of open and closed queries. Each begins with a version: see {@link Form}. */
final class QueryState {

    private static final int OPEN_VERSION = 5;
    private static final int CLOSED_VERSION = 3;

    private QueryState() {}

    static void open(ByteWriter out, OpenQuery open) {
        query(out.tag(OPEN_VERSION), open.query());
        out.optional(open.open(), attempt -> attempt(out, attempt))
                .optional(open.waiting(), wait -> wait(out, wait))
                .list(open.past(), past -> past(out, past))
                .list(open.abandoned(), abandoned -> abandoned(out, abandoned));
    }

    /** @param key of the query: the form does without it */
    static OpenQuery open(QueryKey key, byte[] form) {
        ByteReader in = new ByteReader(form).version("open query", OPEN_VERSION);
        return new OpenQuery(
                query(key, in),
                in.optional(() -> attempt(in)),
                in.optional(() -> wait(in)),
                in.list(() -> past(in)),
                in.list(() -> abandoned(in)));
    }

    static void closed(ByteWriter out, ClosedQuery closed) {
        out.tag(CLOSED_VERSION)
                .longs(closed.closedAtMicros())
                .longs(closed.fingerprint())
                .text(closed.account())
                .text(closed.task())
                .textMap(closed.labels())
                .list(closed.abandoned(), abandoned -> abandoned(out, abandoned));
    }

    static ClosedQuery closed(byte[] form) {
        ByteReader in = new ByteReader(form).version("closed query", CLOSED_VERSION);
        long closedAt = in.longs();
        return new ClosedQuery(in.longs(), closedAt, in.text(), in.text(), in.textMap(), in.list(() -> abandoned(in)));
    }

    /** When a query was closed, without reading the rest of its form. */
    static long closedAtMicros(byte[] form) {
        return new ByteReader(form).version("closed query", CLOSED_VERSION).longs();
    }

    private static void query(ByteWriter out, Query query) {
        out.text(query.account())
                .longs(query.submittedAtMicros())
                .text(query.task())
                .text(query.request())
                .longs(query.promptBytes())
                .ints(query.messages())
                .longs(query.maxOutputTokens(), query.fingerprint())
                .texts(query.capabilities())
                .text(query.verifier().kind())
                .textMap(query.verifier().parameters())
                .optional(query.valueOfPassNanodollars(), out::longs)
                .optional(query.minPassProbability(), out::doubles)
                .optional(query.maxCostNanodollars(), out::longs)
                .longs(query.deadlineMicros())
                .ints(query.priority())
                .text(query.processingClass().wireName())
                .text(query.effort())
                .ints(query.maxAttempts())
                .texts(query.requiredTags())
                .textMap(query.labels())
                .text(query.streamMode())
                .text(query.traceparent());
    }

    private static Query query(QueryKey key, ByteReader in) {
        return new Query(
                key,
                in.text(),
                in.longs(),
                in.text(),
                in.text(),
                in.longs(),
                in.ints(),
                in.longs(),
                in.longs(),
                in.textSet(),
                new Verifier(in.text(), in.textMap()),
                in.optional(in::longs),
                in.optional(in::doubles),
                in.optional(in::longs),
                in.longs(),
                in.ints(),
                ProcessingClass.of(in.text()).orElseThrow(),
                in.text(),
                in.ints(),
                in.textSet(),
                in.textMap(),
                in.text(),
                in.text());
    }

    private static void attempt(ByteWriter out, OpenAttempt attempt) {
        out.ints(attempt.number()).text(attempt.tier()).text(attempt.model());
        LedgerState.hold(out, attempt.hold());
        LedgerState.tariff(out, attempt.tariff());
        out.longs(attempt.maxOutputTokens(), attempt.loweredFrom())
                .ints(attempt.continues())
                .doubles(attempt.predictedPass())
                .optional(attempt.lease(), lease -> lease(out, lease));
    }

    private static OpenAttempt attempt(ByteReader in) {
        return new OpenAttempt(
                in.ints(),
                in.text(),
                in.text(),
                LedgerState.hold(in),
                LedgerState.tariff(in),
                in.longs(),
                in.longs(),
                in.ints(),
                in.doubles(),
                in.optional(() -> lease(in)));
    }

    private static void wait(ByteWriter out, Wait wait) {
        out.longs(wait.turn(), wait.sinceMicros(), wait.untilMicros(), wait.againMicros());
    }

    private static Wait wait(ByteReader in) {
        return new Wait(in.longs(), in.longs(), in.longs(), in.longs());
    }

    private static void lease(ByteWriter out, Lease lease) {
        out.text(lease.claim()).text(lease.worker()).longs(lease.untilMicros());
        LedgerState.usage(out, lease.usage());
        out.longs(lease.energyMillijoules());
    }

    private static Lease lease(ByteReader in) {
        return new Lease(in.text(), in.text(), in.longs(), LedgerState.usage(in), in.longs());
    }

    private static void past(ByteWriter out, PastAttempt past) {
        out.ints(past.number())
                .text(past.tier())
                .text(past.model())
                .text(past.status())
                .text(past.verdict())
                .longs(past.costNanodollars());
        LedgerState.usage(out, past.usage());
        out.longs(past.energyMillijoules(), past.serviceMicros(), past.maxOutputTokens(), past.loweredFrom())
                .ints(past.continues());
    }

    private static PastAttempt past(ByteReader in) {
        return new PastAttempt(
                in.ints(),
                in.text(),
                in.text(),
                in.text(),
                in.text(),
                in.longs(),
                LedgerState.usage(in),
                in.longs(),
                in.longs(),
                in.longs(),
                in.longs(),
                in.ints());
    }

    private static void abandoned(ByteWriter out, AbandonedAttempt abandoned) {
        out.ints(abandoned.number())
                .text(abandoned.tier())
                .text(abandoned.model())
                .text(abandoned.claim());
        LedgerState.hold(out, abandoned.hold());
        LedgerState.tariff(out, abandoned.tariff());
        LedgerState.amounts(out, abandoned.booked());
    }

    private static AbandonedAttempt abandoned(ByteReader in) {
        return new AbandonedAttempt(
                in.ints(),
                in.text(),
                in.text(),
                in.text(),
                LedgerState.hold(in),
                LedgerState.tariff(in),
                LedgerState.amounts(in));
    }
}
