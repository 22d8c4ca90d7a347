package io.weir.bench.overshoot;

import io.weir.bench.run.TopicLog;
import io.weir.bench.run.Waiting;
import io.weir.schemas.AvroWire;
import io.weir.schemas.Topics;
import io.weir.v1.Amounts;
import io.weir.v1.Candidate;
import io.weir.v1.Decision;
import io.weir.v1.Limit;
import io.weir.v1.Query;
import io.weir.v1.Result;
import io.weir.v1.Verifier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A budget of exactly n holds against n + 1 queries that hold the same, sent by all producers at once: n are let through. Each
 * spends all of its hold, so it does not matter when it settles.
 */
final class ExactBudgets {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final List<String> UNITS = List.of("money", "tokens", "energy", "requests");
    private static final String TENANT = Catalogue.EXACT;

    private final String bootstrap;
    private final AvroWire wire;
    private final Inputs inputs;
    private final Results results;
    private final int producers;

    /**
     * What became of one budget.
     *
     * @param unit unit of the limit
     * @param holds holds that the budget pays for, n
     * @param letThrough queries of n + 1 that passed
     * @param refused queries refused for want of room in it
     */
    record Row(String unit, int holds, int letThrough, int refused) {
        boolean exact() {
            return letThrough == holds && refused == 1;
        }
    }

    ExactBudgets(String bootstrap, AvroWire wire, Inputs inputs, Results results, int producers) {
        this.bootstrap = bootstrap;
        this.wire = wire;
        this.inputs = inputs;
        this.results = results;
        this.producers = producers;
    }

    List<Row> run(List<Integer> sizes) throws InterruptedException {
        List<Row> rows = new ArrayList<>();
        try (Sender sender = new Sender(bootstrap, 0)) {
            sender.send(inputs.account(TENANT, List.of()));
            Amounts hold = probe(sender);
            for (int holds : sizes) {
                for (String unit : UNITS) {
                    rows.add(row(sender, unit, holds, TenantBooks.of(hold, unit)));
                }
            }
        }
        return rows;
    }

    /** What one of these queries holds, as the decision of the first says. */
    private Amounts probe(Sender sender) {
        Query query = query(TENANT, "probe");
        sender.send(inputs.query(query, Instant.now()));
        Waiting.until("the first query has its result", PATIENCE, () -> results.of(query.getQueryId()) != null);
        int partition = Topics.partitionOf(TENANT, Topics.DEFAULT_PARTITIONS);
        try (TopicLog<Decision> decisions = new TopicLog<>(bootstrap, wire, Topics.DECISIONS, partition)) {
            while (decisions.peek() != null) {
                Decision decision = decisions.take();
                if (decision.getQueryId().equals(query.getQueryId())) {
                    return decision.getCandidates().stream()
                            .filter(candidate -> candidate.getTier().equals(decision.getTier()))
                            .map(Candidate::getHold)
                            .findFirst()
                            .orElseThrow();
                }
            }
        }
        throw new IllegalStateException("no decision of " + query.getQueryId());
    }

    private Row row(Sender sender, String unit, int holds, long each) throws InterruptedException {
        String name = unit + "-" + holds;
        String path = TENANT + "/" + name;
        Limit limit = Limit.newBuilder()
                .setId("budget")
                .setUnit(unit)
                .setAmount(Math.multiplyExact(each, holds))
                .build();
        sender.send(inputs.account(path, List.of(limit)));
        sender.flush();
        ExecutorService threads = Executors.newFixedThreadPool(producers);
        for (int i = 0; i <= holds; i++) {
            Query query = query(path, name + "-" + i);
            threads.execute(() -> sender.send(inputs.query(query, Instant.now())));
        }
        threads.shutdown();
        if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("queries could not be sent");
        }
        int passed = 0;
        int refused = 0;
        for (int i = 0; i <= holds; i++) {
            String id = name + "-" + i;
            Waiting.until(id + " has its result", PATIENCE, () -> results.of(id) != null);
            Result result = results.of(id);
            passed += result != null && result.getStatus().equals("passed") ? 1 : 0;
            refused += result != null && isRefused(result, path) ? 1 : 0;
        }
        return new Row(unit, holds, passed, refused);
    }

    private static boolean isRefused(Result result, String path) {
        return result.getStatus().equals("rejected")
                && result.getRefusal() != null
                && path.equals(result.getRefusal().getAccount());
    }

    private static Query query(String account, String id) {
        return Query.newBuilder()
                .setTenant(TENANT)
                .setQueryId(id)
                .setAccount(account)
                .setSubmittedAt(Instant.now())
                .setTask(Catalogue.TASK)
                .setRequest("{\"messages\":[{\"role\":\"user\",\"content\":\"How much?\"}],\"max_tokens\":50}")
                .setVerifier(new Verifier("exact", Map.of("expected", "42")))
                .setRequiredTags(List.of(Catalogue.EXACT))
                .setMaxAttempts(1)
                .build();
    }
}
