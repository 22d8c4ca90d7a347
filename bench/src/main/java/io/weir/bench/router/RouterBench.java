package io.weir.bench.router;

import io.weir.bench.run.Circumstances;
import io.weir.bench.run.Spread;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Runs the bench on one broker, each topology in a process of its own: the router beside its floors round by round, its
 * latency beside that of the identity at several commit intervals, and the router alone with more accounts and with one tenant.
 */
final class RouterBench implements AutoCloseable {

    private final RouterOptions options;
    private final Consumer<String> say;
    private final Circumstances circumstances;
    private final Bed bed;

    RouterBench(RouterOptions options, Path directory, Consumer<String> say) throws IOException {
        this.options = options;
        this.say = say;
        circumstances = Circumstances.now(options.seed());
        say.accept("broker");
        bed = new Bed(directory);
    }

    RouterReport run() throws InterruptedException {
        List<Figures> rounds = new ArrayList<>();
        List<FrameGroups.Share> profile = besideFloors(rounds);
        double half = Spread.of(rounds.stream()
                                .filter(figures -> figures.topology().equals(Subject.ROUTER.label()))
                                .mapToDouble(Figures::queriesPerSecond))
                        .median()
                / 2;
        List<LatencyPair> latencies = new ArrayList<>();
        if (options.latencySeconds() > 0) {
            for (int commitMillis : options.latencyCommits()) {
                latencies.add(latencies(commitMillis, half));
            }
        }
        List<Scale> scales = new ArrayList<>();
        for (long accounts : options.scale()) {
            scales.add(scale(accounts));
        }
        return RouterReport.of(circumstances, options, rounds, latencies, scales, profile);
    }

    private List<FrameGroups.Share> besideFloors(List<Figures> rounds) {
        Map<Subject, Stage> stages = new EnumMap<>(Subject.class);
        try {
            for (Subject subject : Subject.values()) {
                stages.put(
                        subject,
                        Stage.start(
                                bed, subject, subject.label(), options, options.commitMillis(), options.accounts()));
            }
            for (Subject subject : Subject.values()) {
                say.accept("warming " + subject.label());
                stage(stages, subject).warm(options.warmup());
            }
            for (int round = 0; round < options.rounds(); round++) {
                for (Subject subject : Rounds.order(round)) {
                    Figures figures = stage(stages, subject).measure(round, options.queries());
                    rounds.add(figures);
                    tell("round " + round, figures);
                }
            }
            Path file = options.profile();
            return file == null ? List.of() : profile(stage(stages, Subject.ROUTER), file);
        } finally {
            stages.values().forEach(Stage::close);
        }
    }

    private List<FrameGroups.Share> profile(Stage router, Path file) {
        say.accept("profiling the router");
        Figures unused = router.profile(options.rounds(), options.queries(), file);
        try {
            return FrameGroups.of(Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private LatencyPair latencies(int commitMillis, double perSecond) throws InterruptedException {
        say.accept(
                String.format(Locale.ROOT, "latency at %,.0f queries/s, commit every %d ms", perSecond, commitMillis));
        return new LatencyPair(
                commitMillis,
                latency(Subject.ROUTER, commitMillis, perSecond),
                latency(Subject.IDENTITY, commitMillis, perSecond));
    }

    private Latencies latency(Subject subject, int commitMillis, double perSecond) throws InterruptedException {
        String name = subject.label() + "-commit-" + commitMillis;
        try (Stage stage = Stage.start(bed, subject, name, options, commitMillis, options.accounts())) {
            stage.warm(options.warmup());
            stage.resume();
            long counted = Math.round(perSecond * options.latencySeconds());
            return new LatencyRun(
                            bed.bootstrap(),
                            stage.load(),
                            Watch.of(subject),
                            stage.queries(),
                            counted / 3,
                            counted,
                            perSecond)
                    .run();
        }
    }

    private Scale scale(long accounts) {
        say.accept(String.format(Locale.ROOT, "%,d accounts", accounts));
        try (Stage stage = Stage.start(
                bed, Subject.ROUTER, "router-accounts-" + accounts, options, options.commitMillis(), accounts)) {
            stage.warm(options.warmup());
            List<Figures> rounds = new ArrayList<>();
            for (int round = 0; round < options.rounds(); round++) {
                Figures figures = stage.measure(round, options.queries());
                rounds.add(figures);
                tell("round " + round, figures);
            }
            return Scale.of(accounts, rounds);
        }
    }

    private void tell(String what, Figures figures) {
        say.accept(String.format(
                Locale.ROOT,
                "%s %s: %,.0f queries/s, %.1f + %.1f µs a query",
                what,
                figures.topology(),
                figures.queriesPerSecond(),
                figures.appMicrosPerQuery(),
                figures.brokerMicrosPerQuery()));
    }

    private static Stage stage(Map<Subject, Stage> stages, Subject subject) {
        return Objects.requireNonNull(stages.get(subject));
    }

    @Override
    public void close() {
        bed.close();
    }
}
