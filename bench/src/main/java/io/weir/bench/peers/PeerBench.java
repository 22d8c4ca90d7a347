package io.weir.bench.peers;

import io.weir.bench.run.Circumstances;
import io.weir.bench.run.TopicLog;
import io.weir.bench.run.Waiting;
import io.weir.schemas.Topics;
import io.weir.v1.Calibration;
import io.weir.v1.Limit;
import io.weir.v1.Result;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs the rows one after the other on one platform; each has an account of its own. */
final class PeerBench implements AutoCloseable {

    private static final String WARM = "warm";
    private static final String TOLD = "told";
    private static final String UNTOLD = "untold";
    /** Time between requests that come one by one. */
    private static final long PACE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    /** What is refused is sent again at most so often. */
    private static final int MOST_ROUNDS = 100;

    private final PeerOptions options;
    private final Consumer<String> say;
    private final Circumstances circumstances;
    private final Stack stack;
    private final Client client;
    private final List<Row> rows = new ArrayList<>();

    PeerBench(PeerOptions options, Path directory, Consumer<String> say) {
        this.options = options;
        this.say = say;
        circumstances = Circumstances.now(options.seed());
        stack = Stack.start(directory, options.seed(), say);
        stack.awaitTopics();
        client = new Client(stack.bootstrap(), stack.wire());
    }

    PeerReport run() {
        client.declareTiers();
        client.declareAccount(WARM, List.of());
        stack.awaitApplied(List.of(Topics.PRICES.name(), Topics.TIERS.name(), Topics.ACCOUNTS.name()));
        first();
        int n = options.budget();
        run(plan("exact", "max_tokens given, and kept to", "20", n, n));
        run(plan("fraction", "the budget pays for a fifth of a request more", "21", n + 0.2, n));
        run(untold("missing-cold", "max_tokens missing, nothing learned yet", EngineModel.PLAIN));
        run(untold("missing-bounded", "max_tokens missing, the tier gives at most 256", EngineModel.BOUNDED));
        run(overbilled("overbilled", "the engine bills 50 at max_tokens 5, the budget pays for what it bills", 50));
        run(overbilled("overbilled-told", "the same, the budget pays for what was told", 5));
        if (options.warmup() > 0) {
            warm();
            run(untold("missing-warm", "max_tokens missing, answers of one length learned", EngineModel.PLAIN));
            run(untold("missing-spread", "max_tokens missing, answers of 20 to 200 learned", EngineModel.SPREAD));
        }
        killed();
        say.accept("a second router");
        stack.secondRouter();
        run(plan("two-routers", "two routers, nothing shared but the log", "40", n, n));
        return new PeerReport(circumstances, options, rows, rows.stream().allMatch(Row::holds));
    }

    private void killed() {
        int n = options.budget();
        String lost = "27 % lost";
        Plan router = plan("router-killed", "kill -9 of the router in the middle, and restart", lost, n, n)
                .oneByOne();
        run(router, ids -> {
            awaitAnswered(router.name(), ids, Math.max(1, n / 6));
            stack.killRouter();
        });
        Plan worker = plan("worker-killed", "kill -9 of the worker with requests at the engine", "", n, -1)
                .unagreed();
        run(worker, ids -> {
            Waiting.until(
                    "requests are at the engine",
                    Stack.PATIENCE,
                    () -> stack.engine().billedTo(worker.name()).requests() >= Math.max(1, n / 2));
            stack.killWorker();
        });
    }

    private static Plan plan(String name, String what, String peer, double budget, int exactly) {
        int tokens = EngineModel.ANSWER_TOKENS;
        return new Plan(name, what, peer, budget, EngineModel.PLAIN, tokens, TOLD, tokens, exactly, true, false);
    }

    private Plan untold(String name, String what, EngineModel model) {
        return new Plan(name, what, "1", options.budget(), model, null, UNTOLD, model.meanTokens(), -1, true, false);
    }

    private Plan overbilled(String name, String what, int paidTokens) {
        return new Plan(
                name,
                what,
                paidTokens == EngineModel.ANSWER_TOKENS ? "37" : "",
                options.budget(),
                EngineModel.OVERBILLING,
                5,
                TOLD,
                paidTokens,
                -1,
                true,
                false);
    }

    /** A request of each model until it is answered: from then on nothing has to be loaded or connected. */
    private void first() {
        say.accept("first requests");
        for (EngineModel model : EngineModel.values()) {
            String id = "first-" + model.tier();
            client.ask(WARM, id, model, TOLD, EngineModel.ANSWER_TOKENS);
            client.flush();
            client.awaitResults(WARM, List.of(id), Stack.PATIENCE);
            if (client.count(WARM, List.of(id), "answered") != 1) {
                throw new IllegalStateException("the first request was not answered: " + client.result(WARM, id));
            }
        }
    }

    /** Answers without a ceiling of the caller's, and the Flink job that learns from them. */
    private void warm() {
        say.accept("Flink, and " + options.warmup() + " answers of each kind to learn from");
        stack.startFlink();
        for (EngineModel model : List.of(EngineModel.PLAIN, EngineModel.SPREAD)) {
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < options.warmup(); i++) {
                ids.add("warm-" + model.tier() + "-" + i);
                client.ask(WARM, ids.get(i), model, UNTOLD, null);
            }
            client.flush();
            client.awaitResults(WARM, ids, Stack.PATIENCE);
        }
        Waiting.until("the answers are learned from", Stack.PATIENCE, this::learned);
        stack.awaitApplied(List.of(Topics.CALIBRATION.name()));
    }

    private boolean learned() {
        Calibration newest = null;
        try (TopicLog<Calibration> calibrations =
                new TopicLog<>(stack.bootstrap(), stack.wire(), Topics.CALIBRATION, 0)) {
            while (calibrations.peek() != null) {
                newest = calibrations.take();
            }
        }
        LockSupport.parkNanos(LOOK_NANOS);
        return newest != null
                && newest.getTokenQuantiles().stream()
                                .filter(slice -> slice.getTask().equals(UNTOLD))
                                .filter(slice -> slice.getCount() >= options.warmup())
                                .count()
                        == 2;
    }

    private void run(Plan plan) {
        run(plan, ids -> {});
    }

    private void run(Plan plan, Consumer<List<String>> meanwhile) {
        say.accept(plan.name() + ": " + plan.what());
        client.declareAccount(plan.name(), List.of(budget(plan.limit())));
        stack.awaitApplied(List.of(Topics.ACCOUNTS.name()));
        List<String> ids = ids(0, options.requests());
        Thread sending = new Thread(() -> send(plan, ids), "bench-requests");
        sending.start();
        meanwhile.accept(ids);
        join(sending);
        client.awaitResults(plan.name(), ids, Stack.PATIENCE);
        long atOnce = client.count(plan.name(), ids, "answered");
        long letThrough = atOnce;
        List<String> last = ids;
        for (int round = 1; round < MOST_ROUNDS && letThrough < options.requests(); round++) {
            last = ids(round, (int) (options.requests() - letThrough));
            send(plan, last);
            client.awaitResults(plan.name(), last, Stack.PATIENCE);
            long more = client.count(plan.name(), last, "answered");
            letThrough += more;
            if (more == 0) {
                break;
            }
        }
        stack.awaitApplied(List.of());
        rows.add(row(plan, atOnce, letThrough, last));
    }

    private Row row(Plan plan, long atOnce, long letThrough, List<String> last) {
        AccountBooks books = AccountBooks.read(stack.bootstrap(), stack.wire(), plan.name());
        Engine.Counted counted = stack.engine().billedTo(plan.name());
        long refused = last.stream()
                .map(id -> client.result(plan.name(), id))
                .filter(PeerBench::isRefused)
                .count();
        return new Row(
                plan.name(),
                plan.what(),
                plan.peer(),
                options.requests(),
                plan.budget(),
                atOnce,
                letThrough,
                refused,
                options.requests() - letThrough - refused,
                books.held(),
                plan.limit() - books.held() - books.booked(),
                books.ceilingTokens(),
                books.posted(),
                books.excess(),
                counted.requests(),
                Prices.cost(counted),
                plan.exactly(),
                plan.booksMustAgree());
    }

    private static boolean isRefused(@Nullable Result result) {
        return result != null
                && result.getRefusal() != null
                && result.getRefusal().getCode().equals("budget_exceeded");
    }

    private static List<String> ids(int round, int count) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(round + "-" + i);
        }
        return ids;
    }

    private void send(Plan plan, List<String> ids) {
        for (String id : ids) {
            client.ask(plan.name(), id, plan.model(), plan.task(), plan.maxTokens());
            if (plan.paced()) {
                client.flush();
                LockSupport.parkNanos(PACE_NANOS);
            }
        }
        client.flush();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while requests are sent", e);
        }
    }

    private void awaitAnswered(String account, List<String> ids, int count) {
        Waiting.until(
                count + " answers of " + account,
                Stack.PATIENCE,
                () -> client.count(account, ids, "answered") >= count);
    }

    private static Limit budget(long nanodollars) {
        return Limit.newBuilder()
                .setId("budget")
                .setUnit("money")
                .setAmount(nanodollars)
                .build();
    }

    @Override
    public void close() {
        client.close();
        stack.close();
    }
}
