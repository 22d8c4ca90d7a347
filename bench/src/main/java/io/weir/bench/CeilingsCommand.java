package io.weir.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.weir.bench.ceilings.Ceiling;
import io.weir.bench.ceilings.CeilingFigures;
import io.weir.bench.ceilings.CeilingReplay;
import io.weir.bench.ceilings.Request;
import io.weir.bench.ceilings.RequestSet;
import io.weir.bench.ceilings.TraceFiles;
import io.weir.bench.run.Circumstances;
import io.weir.core.cost.Price;
import io.weir.core.tier.Tier;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Replays requests that set no ceiling and prints what is held above what is spent, and who is cut. */
@Command(
        name = "ceilings",
        mixinStandardHelpOptions = true,
        description = "Replays recorded answers and request traces under learned and static output ceilings.")
final class CeilingsCommand implements Callable<Integer> {

    private static final String SHIPPED = "infra/workloads/small-tiers/";
    private static final List<Ceiling> CEILINGS = List.of(
            new Ceiling("learned", 1_024, true, true),
            new Ceiling("learned, cut stays cut", 1_024, true, false),
            new Ceiling("static 1,024", 1_024, false, false),
            new Ceiling("static 4,096", 4_096, false, false));

    /** What the command prints, with {@code --json} as it is. */
    record Report(Circumstances circumstances, int bytesPerToken, int rounds, List<CeilingFigures> figures) {}

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Option(
            names = "--traces",
            description = "directory of request traces, *.csv.gz; without it recorded answers alone")
    private @Nullable Path traces;

    @Option(
            names = "--bytes-per-token",
            description = "bytes of a trace's prompt per token, since traces have no text (default: ${DEFAULT-VALUE})")
    private int bytesPerToken = 4;

    @Option(names = "--rounds", description = "times each recorded prompt arrives (default: ${DEFAULT-VALUE})")
    private int rounds = 20;

    @Option(names = "--seed", description = "seed of the order of recorded prompts (default: ${DEFAULT-VALUE})")
    private long seed = 1;

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        List<CeilingFigures> figures = new ArrayList<>();
        for (RequestSet set : sets()) {
            for (Ceiling ceiling : CEILINGS) {
                figures.add(CeilingReplay.play(set, "bytes", ceiling));
                figures.add(CeilingReplay.play(set.inputKnown(), "tokens", ceiling));
            }
        }
        Report report = new Report(Circumstances.now(seed), bytesPerToken, rounds, figures);
        PrintWriter out = spec.commandLine().getOut();
        out.print(json ? asJson(report) + "\n" : text(report));
        out.flush();
        return 0;
    }

    private List<RequestSet> sets() throws IOException {
        try {
            Path home = Path.of(System.getProperty("weir.home", ""));
            Workload workload = WorkloadFiles.read(
                    home.resolve(SHIPPED + "weir.yaml"),
                    home.resolve(SHIPPED + "queries.jsonl"),
                    home.resolve(SHIPPED + "outcomes.jsonl"));
            List<RequestSet> sets = new ArrayList<>();
            for (Tier tier : workload.tiers()) {
                sets.add(recorded(workload, tier));
            }
            if (traces != null) {
                Tier last = workload.tiers().get(workload.tiers().size() - 1);
                sets.addAll(TraceFiles.read(
                        traces, bytesPerToken, price(workload, last).standard().base()));
            }
            return sets;
        } catch (NoSuchFileException e) {
            throw new ParameterException(spec.commandLine(), "no such file: " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    /** What one tier's model answered, each round in a shuffled order of its own. */
    private RequestSet recorded(Workload workload, Tier tier) {
        Random random = new Random(seed);
        List<Request> requests = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            List<Prompt> prompts = new ArrayList<>(workload.prompts());
            Collections.shuffle(prompts, random);
            for (Prompt prompt : prompts) {
                Recorded answer = workload.answer(prompt, tier.model());
                requests.add(new Request(
                        prompt.task(),
                        prompt.text().getBytes(StandardCharsets.UTF_8).length,
                        answer.usage().inputTokens(),
                        answer.usage().outputTokens()));
            }
        }
        return new RequestSet(
                "recorded " + tier.name(), price(workload, tier).standard().base(), requests);
    }

    private static Price price(Workload workload, Tier tier) {
        return workload.prices().stream()
                .filter(price -> price.model().equals(tier.model()))
                .findFirst()
                .orElseThrow();
    }

    private static String text(Report report) {
        Table table = new Table(
                3,
                "set",
                "held for input",
                "ceiling",
                "requests",
                "held/posted",
                "median of 500",
                "cut %",
                "finally cut %",
                "paid twice %");
        for (CeilingFigures row : report.figures()) {
            table.add(
                    row.set(),
                    row.input(),
                    row.ceiling(),
                    Integer.toString(row.requests()),
                    format(row.heldOverPosted()),
                    format(row.medianHeldOverPosted()),
                    format(100 * row.cutShare()),
                    format(100 * row.finallyCutShare()),
                    format(100 * row.paidTwiceShare()));
        }
        return report.circumstances().text() + "\n\n" + table.render();
    }

    private static String format(double figure) {
        return String.format(Locale.ROOT, "%.2f", figure);
    }

    private static String asJson(Report report) throws JsonProcessingException {
        return JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build()
                .writerWithDefaultPrettyPrinter()
                .writeValueAsString(report);
    }
}
