package io.weir.infra.faults;

import io.weir.infra.faults.cases.Cases;
import io.weir.infra.local.text.Table;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code weir faults}. */
@Command(
        name = "weir faults",
        mixinStandardHelpOptions = true,
        description = "Injects faults into a platform of real processes under traffic and checks what must hold.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:every trial passed", "1:some failed", "2:wrong options"})
public final class Faults implements Callable<Integer> {

    private static final Set<Integer> SHORT = Set.of(2, 8, 10, 14, 22, 25, 30, 31, 32);

    @Option(names = "--fault", split = ",", paramLabel = "N", description = "These faults; all by default.")
    private List<Integer> numbers = List.of();

    @Option(names = "--seeds", paramLabel = "K", description = "Seeds 1 to K of each; by default as many as it has.")
    private @Nullable Integer seeds;

    @Option(names = "--seed", paramLabel = "S", description = "This seed alone.")
    private @Nullable Long seed;

    @Option(names = "--short", description = "Faults 2, 8, 10, 14, 22, 25, 30, 31 and 32, one seed each.")
    private boolean brief;

    @Option(names = "--no-flink", description = "Without the Flink jobs.")
    private boolean noFlink;

    @Option(names = "--dir", defaultValue = ".weir-faults", description = "Directory of the state (${DEFAULT-VALUE}).")
    private Path directory = Path.of("");

    @Spec
    private @Nullable CommandSpec spec;

    public static void main(String[] args) {
        System.exit(new CommandLine(new Faults()).execute(args));
    }

    @Override
    public Integer call() {
        List<Fault> chosen = chosen();
        PrintWriter out = line().getOut();
        Path home = Path.of(System.getProperty("weir.home", "."));
        try (Run run = new Run(directory, home, !noFlink, text -> {
            out.println(text);
            out.flush();
        })) {
            for (Fault fault : chosen) {
                for (long each : seedsOf(fault)) {
                    run.trial(fault, each);
                }
            }
            table(run.verdicts()).lines(0).forEach(out::println);
            out.flush();
            return run.verdicts().stream().allMatch(Verdict::passed) ? 0 : 1;
        }
    }

    private List<Fault> chosen() {
        Set<Integer> wanted = brief && numbers.isEmpty() ? SHORT : new HashSet<>(numbers);
        List<Fault> chosen = Cases.all().stream()
                .filter(fault -> wanted.isEmpty() || wanted.contains(fault.number()))
                .toList();
        wanted.stream()
                .filter(number -> chosen.stream().noneMatch(fault -> fault.number() == number))
                .findFirst()
                .ifPresent(number -> {
                    throw new ParameterException(
                            line(),
                            "--fault: there is no " + number + ", but "
                                    + Cases.all().stream().map(Fault::number).toList());
                });
        return chosen;
    }

    private long[] seedsOf(Fault fault) {
        if (seed != null) {
            return new long[] {seed};
        }
        int most = seeds != null ? seeds : brief ? 1 : fault.seeds();
        return java.util.stream.LongStream.rangeClosed(1, most).toArray();
    }

    static Table table(List<Verdict> verdicts) {
        Table table = new Table("fault", "", "seed", "point", "queries", "results", "holds", "verdict", "seconds");
        verdicts.forEach(verdict -> table.row(
                verdict.fault().number(),
                verdict.fault().title(),
                verdict.seed(),
                verdict.point(),
                verdict.queries(),
                verdict.results(),
                verdict.holds(),
                verdict.passed() ? "passed" : "FAILED",
                verdict.seconds()));
        return table;
    }

    private CommandLine line() {
        return Objects.requireNonNull(spec, "picocli sets it").commandLine();
    }
}
