package io.weir.bench.overshoot;

import io.weir.bench.run.CaughtUp;
import io.weir.bench.run.Circumstances;
import io.weir.bench.run.KnownSchemas;
import io.weir.bench.run.Platform;
import io.weir.bench.run.Waiting;
import io.weir.router.Commands;
import io.weir.schemas.AvroWire;
import io.weir.schemas.TopicProvisioner;
import io.weir.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;

/** Starts a broker and a router, runs the exact budgets and then the load, lets all settle, and audits the topics. */
final class OvershootBench implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration REPORT_EVERY = Duration.ofSeconds(10);
    private static final short ONE_COPY = 1;

    private final OvershootOptions options;
    private final List<Integer> exactSizes;
    private final Consumer<String> say;
    private final Circumstances circumstances;
    private final Platform platform;
    private final AvroWire wire;
    private final Inputs inputs;
    private final AccountForest forest;

    /** @param exactSizes budgets of exactly so many holds */
    OvershootBench(OvershootOptions options, List<Integer> exactSizes, Path directory, Consumer<String> say) {
        this.options = options;
        this.exactSizes = List.copyOf(exactSizes);
        this.say = say;
        circumstances = Circumstances.now(options.seed());
        say.accept("broker and registry");
        platform = Platform.start(directory);
        wire = KnownSchemas.connect(platform.registryUrl());
        inputs = new Inputs(wire);
        forest = new AccountForest(options.seed(), options.accounts(), options.queries());
    }

    OvershootReport run() throws InterruptedException {
        String bootstrap = platform.bootstrap();
        createTopics();
        declare();
        say.accept("router");
        platform.joined(
                "router",
                options.heapMegabytes() + "m",
                Commands.class,
                "router",
                "--state-dir",
                platform.directory().resolve("router").toString());
        Load load = new Load(options, forest, inputs, bootstrap);
        List<ExactBudgets.Row> exact;
        double seconds;
        long edits;
        Map<String, Long> billed;
        try (Responder responder = new Responder(bootstrap, wire, inputs, options.seed());
                Results results = new Results(bootstrap, wire, load::ended);
                Beside beside = new Beside(bootstrap, inputs, forest, options.seed())) {
            say.accept("exact budgets");
            exact = new ExactBudgets(bootstrap, wire, inputs, results, options.producers()).run(exactSizes);
            say.accept(String.format(Locale.ROOT, "%,d queries", options.queries()));
            beside.editing(true);
            long begun = System.nanoTime();
            Thread progress = progress(results, begun);
            load.run();
            seconds = (System.nanoTime() - begun) / 1e9;
            progress.interrupt();
            beside.editing(false);
            say.accept(String.format(Locale.ROOT, "all have their results after %.0f s; settling", seconds));
            Waiting.until("the responder is done", PATIENCE, responder::isDone);
            edits = beside.edits();
            billed = responder.billed();
        }
        try (Admin admin = admin()) {
            new CaughtUp(admin).router(PATIENCE);
        }
        say.accept("audit");
        long begun = System.nanoTime();
        Audited audited = new Auditor(bootstrap, wire).run();
        double auditSeconds = (System.nanoTime() - begun) / 1e9;
        return OvershootReport.of(circumstances, options, exact, seconds, edits, billed, audited, auditSeconds);
    }

    private Thread progress(Results results, long begun) {
        Thread thread = new Thread(
                () -> {
                    try {
                        while (true) {
                            Thread.sleep(REPORT_EVERY.toMillis());
                            double passed = (System.nanoTime() - begun) / 1e9;
                            say.accept(String.format(
                                    Locale.ROOT,
                                    "%,d results, %,.0f a second",
                                    results.count(),
                                    results.count() / passed));
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "bench-progress");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void createTopics() {
        try (Admin admin = admin()) {
            TopicProvisioner provisioner = new TopicProvisioner(admin, Topics.DEFAULT_PARTITIONS, ONE_COPY);
            provisioner.ensure(Topics.fixed());
            for (String tier : Catalogue.tiers()) {
                Topics.LANES.forEach(lane -> provisioner.ensure(List.of(Topics.attempts(tier, lane))));
            }
        }
    }

    private void declare() {
        try (Sender sender = new Sender(platform.bootstrap(), 5)) {
            Catalogue.records(inputs).forEach(sender::send);
            for (int account = 0; account < forest.size(); account++) {
                sender.send(inputs.account(forest.path(account), forest.limits(account)));
            }
            sender.flush();
        }
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", platform.bootstrap()));
    }

    @Override
    public void close() {
        platform.close();
    }
}
