package io.weir.bench.router;

import io.weir.bench.run.ChildJvm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A topology in a process of its own, and what fills its inbox. */
final class Stage implements AutoCloseable {

    private static final Duration ROUND = Duration.ofMinutes(21);

    private final Subject subject;
    private final ChildJvm app;
    private final Load load;
    private final Filler filler;

    private Stage(Subject subject, ChildJvm app, Load load, Filler filler) {
        this.subject = subject;
        this.app = app;
        this.load = load;
        this.filler = filler;
    }

    /**
     * Starts it on an empty inbox, paused.
     *
     * @param name of this stage among those of the run
     */
    static Stage start(Bed bed, Subject subject, String name, RouterOptions options, int commitMillis, long accounts) {
        bed.empty(subject.inbox());
        ChildJvm app = ChildJvm.start(
                name,
                bed.directory(),
                // From the start: a heap that has to grow first collects its small young part all the time.
                List.of("-Xms" + options.heapMegabytes() + "m", "-Xmx" + options.heapMegabytes() + "m"),
                BenchApp.class,
                subject.label(),
                bed.bootstrap(),
                bed.registryUrl(),
                bed.directory().resolve("state-" + name).toString(),
                Integer.toString(commitMillis),
                Long.toString(bed.brokerPid()),
                name);
        app.awaitLine("ready", Bed.START);
        Load load = new Load(bed.wire(), subject.inbox(), options.seed(), accounts);
        return new Stage(subject, app, load, new Filler(bed.bootstrap(), load));
    }

    Subject subject() {
        return subject;
    }

    Load load() {
        return load;
    }

    /** Queries that were written to its inbox so far. */
    long queries() {
        return filler.queries();
    }

    /** Declares what the queries need, where somebody decides on them, and lets it take so many of the router's queries. */
    void warm(long routerQueries) {
        long records = subject == Subject.ROUTER ? filler.catalogue() : 0;
        records += filler.round(routerQueries * subject.factor());
        String unused = app.ask("measure " + records, "measured ", ROUND);
    }

    /** One round. */
    Figures measure(int round, long routerQueries) {
        return measure(round, routerQueries, "measure ", "");
    }

    /** One round under the profiler. */
    Figures profile(int round, long routerQueries, Path file) {
        Figures figures = measure(round, routerQueries, "profile ", " " + file.toAbsolutePath());
        app.awaitLine("profiled", ROUND);
        return figures;
    }

    private Figures measure(int round, long routerQueries, String command, String end) {
        long queries = routerQueries * subject.factor();
        long records = filler.round(queries);
        Measurement measured = Measurement.parse(app.ask(command + records + end, "measured ", ROUND));
        return measured.figures(round, subject, (double) records / queries);
    }

    void resume() {
        app.tell("resume");
    }

    @Override
    public void close() {
        filler.close();
        app.close();
    }
}
