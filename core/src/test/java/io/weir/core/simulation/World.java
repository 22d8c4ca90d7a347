package io.weir.core.simulation;

import io.weir.core.cost.Usage;
import io.weir.core.query.AttemptStatus;
import io.weir.core.query.ErrorClass;
import io.weir.core.query.OutcomeReport;
import io.weir.core.query.Query;
import io.weir.core.query.QueryKey;
import io.weir.core.query.Verdict;
import io.weir.core.routing.Effect;
import io.weir.core.routing.Input;
import io.weir.core.sample.QueryDraft;
import io.weir.core.sample.ReportDraft;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Everything around the router under one seed: clients that repeat themselves, workers that claim, die, come back and lie,
 * operators who change what is in force, and time. It sees what a real world sees, the work orders, and nothing else.
 */
final class World {

    private static final long MILLI = 1_000L;
    private static final long SECOND = 1_000_000L;
    private static final long MINUTE = 60 * SECOND;
    private static final long DAY = 1_440 * MINUTE;
    /** Ingress refuses older queries: their ids may be forgotten. */
    private static final long HORIZON = 7 * DAY;

    /** Neighbouring seeds of java.util.Random draw alike at first; an odd factor of 64 bits sets them apart. */
    private static final long SPREAD = 0x9e3779b97f4a7c15L;

    /** Work that is out; the claim is null until a worker has it. */
    private record Work(QueryKey key, int attempt, long inputTokens, long outputTokens, String claim) {}

    private final Random random;
    private final Operators operators;
    private final boolean tiersErr;
    private final boolean outage;
    private final boolean oneAttempt;
    private final List<Work> queued = new ArrayList<>();
    private final List<Work> running = new ArrayList<>();
    private final List<Work> gone = new ArrayList<>();
    private final List<QueryKey> asked = new ArrayList<>();
    private final List<Input> delivered = new ArrayList<>();
    private final List<Input> opening;
    private long atMicros;
    private long setBackMicros;
    private int claims;
    private int queries;
    private boolean repeat;

    /** @param tiersErr whether tiers err: their health is what tenants of a partition share */
    World(long seed, boolean tiersErr) {
        this(seed, tiersErr, false);
    }

    /** @param oneAttempt whether queries ask for one attempt and no more */
    World(long seed, boolean tiersErr, boolean oneAttempt) {
        random = new Random(seed * SPREAD);
        this.oneAttempt = oneAttempt;
        this.tiersErr = tiersErr;
        outage = tiersErr && random.nextInt(4) == 0;
        operators = new Operators(random);
        atMicros = operators.startMicros();
        opening = new ArrayList<>(operators.opening());
    }

    /** Append time of the input: the broker's clock, which now and then is set back for a while. */
    long appendMicros() {
        return atMicros - setBackMicros;
    }

    /** Whether the last input had been delivered before. */
    boolean wasRepeat() {
        return repeat;
    }

    /** Work orders reach the queues. */
    void saw(List<Effect> effects) {
        for (Effect effect : effects) {
            if (effect instanceof Effect.AttemptSent sent) {
                queued.add(new Work(
                        sent.query().key(),
                        sent.attempt().number(),
                        sent.heldInputTokens(),
                        sent.attempt().maxOutputTokens(),
                        ""));
            }
        }
    }

    /** The next record of the inbox. */
    Input next() {
        repeat = false;
        if (!opening.isEmpty()) {
            return remember(opening.remove(0));
        }
        atMicros += 1 + random.nextInt(random.nextInt(10) == 0 ? 3_000_000 : 200_000);
        if (random.nextInt(100) == 0) {
            setBackMicros = random.nextBoolean() ? 0 : SECOND * (random.nextInt(4) == 0 ? random.nextInt(3_600) : 2);
        }
        int roll = random.nextInt(100);
        if (roll < 12 && !delivered.isEmpty()) {
            Input again = delivered.get(delivered.size() - 1 - random.nextInt(Math.min(60, delivered.size())));
            if (!tooOld(again)) {
                repeat = true;
                return again;
            }
        }
        Input input = roll < 36 ? submit() : roll < 80 ? work(roll) : roll < 87 ? operators.change(atMicros) : tick();
        return remember(input);
    }

    /** Time enough for every deadline to pass. */
    Input finalTick() {
        repeat = false;
        setBackMicros = 0;
        atMicros += 2 * DAY;
        return new Input.Tick();
    }

    /** Ingress would refuse it: its id may be forgotten. */
    boolean tooOld(Input input) {
        return input instanceof Input.QuerySubmitted submitted
                && submitted.query().submittedAtMicros() <= atMicros - HORIZON;
    }

    private Input remember(Input input) {
        delivered.add(input);
        return input;
    }

    private Input submit() {
        String account = operators.anyAccount();
        int slash = account.indexOf('/');
        String tenant = slash < 0 ? account : account.substring(0, slash);
        boolean reused = !asked.isEmpty() && random.nextInt(25) == 0;
        QueryKey key = reused ? any(asked) : new QueryKey(tenant, "q/" + queries++);
        QueryDraft draft = QueryDraft.of(key.tenant(), key.queryId())
                .account(reused ? key.tenant() : account)
                .submittedAt(atMicros - random.nextInt(2_000_000))
                .fingerprint(random.nextInt(4) + (reused ? 10 : 0))
                .prompt(random.nextInt(1_500), 1 + random.nextInt(3))
                .task(random.nextBoolean() ? "arithmetic" : "prose")
                .maxOutputTokens(random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(200));
        if (random.nextInt(3) == 0) {
            draft.labels(random.nextBoolean() ? Map.of() : Map.of("team", "ops", "stage", "test"));
        }
        if (random.nextInt(4) == 0) {
            draft.unverified();
        }
        if (random.nextInt(6) == 0) {
            draft.deadline(atMicros + random.nextInt(90_000_000) - 5_000_000);
        }
        if (random.nextInt(8) == 0) {
            draft.maxCost(random.nextInt(2_000_000));
        }
        if (random.nextInt(8) == 0) {
            draft.value(random.nextInt(3_000_000));
        }
        if (random.nextInt(8) == 0) {
            draft.floor(random.nextDouble());
        }
        if (random.nextInt(6) == 0) {
            draft.batch();
        }
        if (random.nextInt(10) == 0) {
            draft.requiredTags("eu");
        }
        if (random.nextInt(3) == 0) {
            draft.maxAttempts(1 + random.nextInt(4));
        }
        if (oneAttempt) {
            draft.maxAttempts(1).maxOutputTokens(1 + random.nextInt(200)); // what Weir cuts by itself it makes again
        }
        Query query = draft.write();
        asked.add(query.key());
        return new Input.QuerySubmitted(query);
    }

    private Input work(int roll) {
        if (roll < 52 && !queued.isEmpty()) {
            return claim(take(queued));
        }
        if (roll < 57 && !running.isEmpty()) {
            Work work = any(running);
            Usage soFar = usage(work);
            return new Input.HeartbeatSeen(work.key, work.attempt, work.claim, lease(), soFar, random.nextInt(300_000));
        }
        if (roll < 73 && !running.isEmpty()) {
            Work work = take(running);
            if (random.nextInt(7) == 0) {
                gone.add(work); // it dies, or finishes after its lease
                return tick();
            }
            return new Input.OutcomeReported(outcome(work));
        }
        if (roll < 76 && !gone.isEmpty()) {
            return new Input.OutcomeReported(outcome(random.nextBoolean() ? take(gone) : any(gone)));
        }
        if (roll < 77 && !running.isEmpty()) {
            Work work = any(running); // a rival that the hand-out gave the same record
            return claim(new Work(work.key, work.attempt, work.inputTokens, work.outputTokens, ""));
        }
        if (roll < 78 && !running.isEmpty()) {
            Work work = any(running);
            gone.add(work);
            String claim = random.nextBoolean() ? work.claim : null;
            return new Input.OutcomeReported(ReportDraft.of(work.key, work.attempt)
                    .claim(claim)
                    .status(AttemptStatus.LOST)
                    .write());
        }
        return asked.isEmpty() ? tick() : new Input.CancelAsked(any(asked), "the caller left");
    }

    private Input claim(Work work) {
        Work claimed = new Work(work.key, work.attempt, work.inputTokens, work.outputTokens, "claim-" + claims++);
        running.add(claimed);
        return new Input.Claimed(work.key, work.attempt, claimed.claim, "worker", lease());
    }

    private OutcomeReport outcome(Work work) {
        ReportDraft draft = ReportDraft.of(work.key, work.attempt)
                .claim(work.claim)
                .used(usage(work))
                .energy(random.nextInt(3) == 0 ? 0 : random.nextInt(400_000));
        if (outage && random.nextInt(20) > 0) {
            return draft.error(ErrorClass.PROVIDER).write();
        }
        int roll = random.nextInt(20);
        if (roll < 8) {
            return draft.verdict(Verdict.PASS).write();
        }
        if (roll < 13) {
            return draft.verdict(Verdict.FAIL).write();
        }
        if (roll < 15) {
            Verdict verdict = random.nextBoolean() ? Verdict.UNKNOWN : Verdict.FAIL;
            Usage full = random.nextBoolean() ? usage(work) : Usage.of(work.inputTokens / 2, work.outputTokens);
            return draft.status(AttemptStatus.TRUNCATED)
                    .verdict(verdict)
                    .used(full)
                    .write();
        }
        if (roll < 18) {
            boolean tierErred = tiersErr && random.nextInt(4) > 0;
            ErrorClass tiers = random.nextBoolean() ? ErrorClass.PROVIDER : ErrorClass.OWN;
            ErrorClass callers = random.nextBoolean() ? ErrorClass.CALLER : ErrorClass.POLICY;
            return draft.error(tierErred ? tiers : callers).write();
        }
        AttemptStatus[] others = {AttemptStatus.TIMEOUT, AttemptStatus.CANCELLED, AttemptStatus.INPUT_OVER_HOLD};
        return draft.status(others[random.nextInt(others.length)]).write();
    }

    /** Usage as a meter that may lie reports it: nothing, half, all, twice or ten times the ceiling; below 0 is no usage. */
    private Usage usage(Work work) {
        if (random.nextInt(100) == 0) {
            return negative(work);
        }
        double[] factors = {0, 0.5, 0.5, 1, 1, 2, 10};
        double factor = factors[random.nextInt(factors.length)] * (random.nextInt(3) == 0 ? 1 : random.nextDouble());
        long input = (long) (work.inputTokens * factor);
        long output = (long) (work.outputTokens * factor);
        long cached = (long) (input * random.nextDouble() * 0.5);
        long cacheWrite = (long) (input * random.nextDouble() * 0.5);
        return new Usage(input, cached, cacheWrite, output, (long) (output * random.nextDouble()));
    }

    /** An engine that reports less than nothing is refused, and what it used is not known. */
    private static Usage negative(Work work) {
        try {
            return Usage.of(work.inputTokens, -1 - work.outputTokens);
        } catch (IllegalArgumentException refused) {
            return Usage.NONE;
        }
    }

    private long lease() {
        return (1 + random.nextInt(60)) * SECOND;
    }

    private Input tick() {
        int roll = random.nextInt(100);
        long jump = roll < 72
                ? 200 * MILLI
                : roll < 87
                        ? (5 + random.nextInt(60)) * SECOND
                        : roll < 95 ? (2 + random.nextInt(10)) * MINUTE : roll < 98 ? DAY : random.nextInt(40) * DAY;
        atMicros += jump;
        if (jump >= DAY) {
            asked.clear(); // an id is used again only while it is remembered
        }
        return new Input.Tick();
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private <T> T take(List<T> list) {
        int index = random.nextInt(list.size());
        T last = list.remove(list.size() - 1);
        return index == list.size() ? last : list.set(index, last);
    }
}
