package io.weir.infra.faults;

import io.weir.infra.faults.site.Site;
import io.weir.infra.faults.site.Workplace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Trials one after the other, on a platform that they share as long as each of them passes. */
public final class Run implements AutoCloseable {

    private final Path directory;
    private final Workplace workplace;
    private final boolean withFlink;
    private final Consumer<String> say;
    private final List<Verdict> verdicts = new ArrayList<>();
    private @Nullable Site shared;
    private int sites;

    /**
     * @param directory where platforms keep their state; those that passed are deleted
     * @param home root of the repository
     */
    public Run(Path directory, Path home, boolean withFlink, Consumer<String> say) {
        this.directory = directory.toAbsolutePath();
        this.workplace = Workplace.at(home);
        this.withFlink = withFlink;
        this.say = say;
    }

    /** Runs one trial. It does not throw: what goes wrong is in its verdict. */
    public Verdict trial(Fault fault, long seed) {
        say.accept("fault " + fault.number() + ", " + fault.title() + ", seed " + seed);
        Site site;
        try {
            if (fault.stage() != Fault.Stage.SHARED) {
                end(false);
            }
            site = site(fault.stage());
        } catch (RuntimeException e) {
            Verdict verdict = new Verdict(fault, seed, "start", 0, 0, 0, List.of(e.toString()), 0);
            verdicts.add(verdict);
            return verdict;
        }
        Verdict verdict = run(fault, seed, site);
        verdicts.add(verdict);
        say.accept("  " + (verdict.passed() ? "passed" : "FAILED") + " in " + verdict.seconds() + " s at "
                + verdict.point());
        verdict.problems().forEach(problem -> say.accept("  " + problem));
        if (!verdict.passed()) {
            say.accept("  kept: " + site.directory());
            say.accept("  again: ./weir faults --fault " + fault.number() + " --seed " + seed);
            end(true);
        } else if (fault.stage() != Fault.Stage.SHARED) {
            end(false);
        }
        return verdict;
    }

    private static Verdict run(Fault fault, long seed, Site site) {
        try (Trial trial = new Trial(fault, seed, site)) {
            try {
                fault.body().run(trial);
            } catch (Exception e) {
                trial.failed(e);
            }
            return trial.verdict();
        }
    }

    private Site site(Fault.Stage stage) {
        if (shared == null) {
            say.accept("starting a platform");
            shared = Site.start(directory.resolve("site-" + ++sites), workplace, stage.brokers(), withFlink);
        }
        return shared;
    }

    private void end(boolean keep) {
        Site site = shared;
        shared = null;
        if (site != null) {
            site.close();
            if (!keep) {
                delete(site.directory());
            }
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + directory, e);
        }
    }

    public List<Verdict> verdicts() {
        return List.copyOf(verdicts);
    }

    @Override
    public void close() {
        end(false);
    }
}
