package io.weir.infra.faults.cases;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.infra.faults.Fault;
import io.weir.infra.faults.Trial;
import io.weir.infra.faults.site.Site;
import io.weir.infra.faults.site.Workplace;
import io.weir.infra.local.config.StackFile;
import io.weir.infra.local.config.StackFile.AccountEntry;
import io.weir.infra.local.config.StackFile.LimitEntry;
import io.weir.schemas.Topics;
import io.weir.v1.Inbox;
import io.weir.v1.LedgerEntry;
import io.weir.v1.Outcome;
import io.weir.v1.Query;
import io.weir.v1.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * 10: each query is sent one to three times, in any order and with times of submission days apart, and the worker writes each
 * claim and outcome one to three times; after all is done everything is sent once more. A twin tenant sends the same queries
 * once: both fare alike, query by query; with Flink, which learns in between, each attempt is booked once.
 */
final class Duplicates {

    static final Fault FAULT =
            new Fault(10, "duplicate queries, claims, outcomes", 3, Fault.Stage.SHARED, Duplicates::run);

    private static final int QUERIES = 24;
    private static final int MOST_COPIES = 3;
    /** Within the idempotency horizon of 7 days, beyond which a query is refused. */
    private static final int MOST_DAYS = 6;

    private static final Set<String> ENDS = Set.of("posted", "voided", "expired");
    /** Of an attempt: hold, end, outcome. */
    private static final int STEPS = 3;

    private Duplicates() {}

    private static void run(Trial trial) {
        Site site = trial.site();
        trial.point("everything 1-3 times");
        site.newWorker(Workplace.PACE, trial.seed());
        String noisy = trial.name() + "-noisy";
        String plain = trial.name() + "-plain";
        StackFile accounts = site.workplace().accounts(List.of(account(noisy), account(plain)));
        site.declare(accounts);
        site.declare(accounts);

        List<Query> queries = queries(trial, noisy);
        trial.traffic().acknowledge(send(trial, shuffled(trial, queries)));
        trial.traffic()
                .acknowledge(send(
                        trial, queries.stream().map(query -> of(query, plain)).toList()));
        trial.rest();
        compare(trial, noisy, plain);

        trial.traffic().acknowledge(again(trial, noisy, queries));
        site.awaitRouterCaughtUp();
        trial.rest();
        compare(trial, noisy, plain);
        site.newWorker();
    }

    private static AccountEntry account(String tenant) {
        LimitEntry limit = LimitEntry.of("all", "money", "1", null, "lifetime");
        return new AccountEntry(tenant, null, List.of(limit), null, null, null, null, null);
    }

    private static List<Query> queries(Trial trial, String tenant) {
        List<Query> queries = new ArrayList<>();
        for (int i = 0; i < QUERIES; i++) {
            queries.add(of(trial.traffic().next(), tenant));
        }
        return queries;
    }

    private static Query of(Query query, String tenant) {
        return Query.newBuilder(query).setTenant(tenant).setAccount(tenant).build();
    }

    /** Each one to three times. */
    private static List<Query> shuffled(Trial trial, List<Query> queries) {
        List<Query> copies = new ArrayList<>();
        for (Query query : queries) {
            int count = 1 + trial.random().nextInt(MOST_COPIES);
            for (int copy = 0; copy < count; copy++) {
                copies.add(submittedBefore(query, trial.random().nextInt(MOST_DAYS + 1)));
            }
        }
        Collections.shuffle(copies, trial.random());
        return copies;
    }

    private static Query submittedBefore(Query query, int days) {
        Instant earlier = query.getSubmittedAt().minus(Duration.ofDays(days));
        return Query.newBuilder(query).setSubmittedAt(earlier).build();
    }

    private static List<Future<RecordMetadata>> send(Trial trial, List<Query> queries) {
        return queries.stream().map(query -> trial.traffic().send(query)).toList();
    }

    /** Queries, and what the worker had written to the inbox, once more and long after. */
    private static List<Future<RecordMetadata>> again(Trial trial, String tenant, List<Query> queries) {
        List<Future<RecordMetadata>> sends = new ArrayList<>(send(
                trial,
                queries.stream().map(query -> submittedBefore(query, MOST_DAYS)).toList()));
        for (ConsumerRecord<byte[], byte[]> record : trial.logs().records(Topics.INBOX)) {
            Inbox inbox = trial.site().wire().decode(Topics.INBOX, record.value());
            boolean work = inbox.getClaim() != null || inbox.getOutcome() != null;
            if (work && record.key() != null && new String(record.key(), UTF_8).equals(tenant)) {
                sends.add(trial.traffic()
                        .raw(new ProducerRecord<>(
                                record.topic(),
                                record.partition(),
                                null,
                                record.key(),
                                record.value(),
                                record.headers())));
            }
        }
        return sends;
    }

    private static void compare(Trial trial, String noisy, String plain) {
        if (trial.site().hasFlink()) {
            // Calibration is learnt between the two, so they may be routed apart; what each attempt is booked must not
            // be.
            requireBookedOnce(trial, noisy);
            requireBookedOnce(trial, plain);
            return;
        }
        Map<String, String> one = fates(trial, noisy);
        Map<String, String> other = fates(trial, plain);
        trial.require(one.size() == QUERIES, one.size() + " results of " + QUERIES + " queries of " + noisy);
        other.forEach((query, fate) -> trial.require(
                fate.equals(one.get(query)),
                query + " is " + one.get(query) + " with duplicates, " + fate + " without"));
    }

    /** Each query has one result; each attempt of it one hold, one end of that and one outcome that counts. */
    private static void requireBookedOnce(Trial trial, String tenant) {
        Map<String, Integer> booked = new TreeMap<>();
        for (LedgerEntry entry : trial.logs().values(Topics.LEDGER)) {
            String step = ENDS.contains(entry.getKind()) ? "end" : entry.getKind();
            if (entry.getLedgerKey().equals(tenant) && (step.equals("held") || step.equals("end"))) {
                booked.merge(entry.getQueryId() + "/" + entry.getAttempt() + " " + step, 1, Integer::sum);
            }
        }
        for (Outcome outcome : trial.logs().values(Topics.OUTCOMES)) {
            if (outcome.getTenant().equals(tenant) && !outcome.getLate()) {
                booked.merge(outcome.getQueryId() + "/" + outcome.getAttempt() + " outcome", 1, Integer::sum);
            }
        }
        int results = 0;
        int attempts = 0;
        for (Result result : trial.logs().values(Topics.RESULTS)) {
            if (result.getTenant().equals(tenant)) {
                results++;
                attempts += result.getAttempts().size();
            }
        }
        trial.require(results == QUERIES, results + " results of " + QUERIES + " queries of " + tenant);
        trial.require(
                booked.size() == STEPS * attempts,
                booked.size() + " steps of " + attempts + " attempts of " + tenant + ", not " + STEPS + " of each");
        booked.forEach((step, times) -> trial.require(times == 1, tenant + "/" + step + " stands " + times + " times"));
    }

    /** Of each query its status, attempts and cost; a second result of a query shows as another. */
    private static Map<String, String> fates(Trial trial, String tenant) {
        Map<String, String> fates = new TreeMap<>();
        for (Result result : trial.logs().values(Topics.RESULTS)) {
            if (result.getTenant().equals(tenant)) {
                String fate = result.getStatus() + ", " + result.getAttempts().size() + " attempts, "
                        + result.getCostNanodollars() + " n$";
                fates.merge(result.getQueryId(), fate, (first, second) -> first + " and " + second);
            }
        }
        return fates;
    }
}
