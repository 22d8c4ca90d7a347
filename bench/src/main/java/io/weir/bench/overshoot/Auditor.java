package io.weir.bench.overshoot;

import io.weir.bench.run.TopicLog;
import io.weir.schemas.AvroWire;
import io.weir.schemas.Topics;
import io.weir.v1.Coordinates;
import io.weir.v1.Decision;
import io.weir.v1.LedgerEntry;
import io.weir.v1.Refusal;
import io.weir.v1.Result;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Reads ledger, decisions and results of each partition side by side, as committed, in the order in which they were written:
 * by the inbox record that caused them, and before each decision or refusal its tenant's ledger up to the entry that it names.
 */
final class Auditor {

    /** Partitions that are read at a time. */
    private static final int READERS = 2;

    private final String bootstrap;
    private final AvroWire wire;

    Auditor(String bootstrap, AvroWire wire) {
        this.bootstrap = bootstrap;
        this.wire = wire;
    }

    Audited run() throws InterruptedException {
        ExecutorService readers = Executors.newFixedThreadPool(READERS);
        try {
            List<Future<Audited>> futures = new ArrayList<>();
            for (int partition = 0; partition < Topics.DEFAULT_PARTITIONS; partition++) {
                int number = partition;
                futures.add(readers.submit(() -> partition(number)));
            }
            Audited sum = new Audit().audited();
            for (Future<Audited> future : futures) {
                sum = sum.plus(future.get());
            }
            return sum;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a partition could not be audited", e.getCause());
        } finally {
            readers.shutdownNow();
        }
    }

    private Audited partition(int partition) {
        Audit audit = new Audit();
        try (TopicLog<LedgerEntry> ledger = new TopicLog<>(bootstrap, wire, Topics.LEDGER, partition);
                TopicLog<Decision> decisions = new TopicLog<>(bootstrap, wire, Topics.DECISIONS, partition);
                TopicLog<Result> results = new TopicLog<>(bootstrap, wire, Topics.RESULTS, partition)) {
            while (decisions.peek() != null || results.peek() != null) {
                step(audit, ledger, decisions, results);
            }
            while (ledger.peek() != null) {
                audit.entry(ledger.take());
            }
        }
        return audit.audited();
    }

    /** What one inbox record caused: a tick makes many queries go on, each after entries of its own. */
    private static void step(
            Audit audit, TopicLog<LedgerEntry> ledger, TopicLog<Decision> decisions, TopicLog<Result> results) {
        long offset = Math.min(offset(decisions.peek()), offset(results.peek()));
        List<Judgement> judgements = new ArrayList<>();
        while (offset(decisions.peek()) == offset) {
            Decision decision = decisions.take();
            judgements.add(
                    new Judgement(decision.getTenant(), decision.getLedgerSeq(), () -> audit.decision(decision)));
        }
        while (offset(results.peek()) == offset) {
            Result result = results.take();
            Refusal refusal = result.getRefusal();
            long seq = refusal == null || refusal.getLedgerSeq() == null ? 0 : refusal.getLedgerSeq();
            judgements.add(new Judgement(result.getTenant(), seq, () -> audit.result(result)));
        }
        judgements.sort(Comparator.comparing(Judgement::tenant).thenComparingLong(Judgement::seq));
        for (Judgement judgement : judgements) {
            while (!audit.reaches(judgement.tenant(), judgement.seq()) && ledger.peek() != null) {
                audit.entry(ledger.take());
            }
            judgement.judge().run();
        }
    }

    /** What is judged by a tenant's books as they were after an entry. */
    private record Judgement(String tenant, long seq, Runnable judge) {}

    private static long offset(@Nullable Decision decision) {
        return decision == null ? Long.MAX_VALUE : offset(decision.getCause());
    }

    private static long offset(@Nullable Result result) {
        return result == null ? Long.MAX_VALUE : offset(result.getCause());
    }

    private static long offset(@Nullable Coordinates cause) {
        return cause == null ? 0 : cause.getOffset();
    }
}
