package io.weir.infra.local.dlq;

import io.weir.infra.local.cluster.AddressOptions;
import io.weir.infra.local.cluster.Cluster;
import io.weir.infra.local.cluster.TopicReader;
import io.weir.infra.local.text.Table;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir dlq list}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists dead records: what was refused when, why, and what became of it.")
final class ListCommand implements Callable<Integer> {

    private static final int SHOWN = 40;

    @Mixin
    private AddressOptions address = new AddressOptions();

    @Mixin
    private Selection selection = new Selection();

    @Option(names = "--limit", defaultValue = "50", description = "At most so many, the latest (${DEFAULT-VALUE}).")
    private int limit = 50;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (limit < 1) {
            throw new picocli.CommandLine.ParameterException(
                    spec().commandLine(), "--limit must be 1 or more, is " + limit);
        }
        try (Cluster cluster = address.runningOrStarted();
                TopicReader reader = TopicReader.open(cluster.addresses())) {
            List<DeadRecord> chosen = DeadRecords.read(
                            reader, spec().commandLine().getErr())
                    .stream()
                    .filter(selection)
                    .toList();
            print(chosen);
            return 0;
        }
    }

    private void print(List<DeadRecord> chosen) {
        PrintWriter out = spec().commandLine().getOut();
        List<DeadRecord> latest = chosen.subList(Math.max(0, chosen.size() - limit), chosen.size());
        if (json) {
            latest.forEach(record -> out.println(Descriptions.json(record)));
        } else {
            Table table = new Table("id", "refused", "state", "code", "field", "value", "tenant", "bytes");
            latest.forEach(record -> table.row(
                    record.id(),
                    record.at(),
                    record.state(),
                    record.code(),
                    Objects.requireNonNullElse(record.field(), ""),
                    shown(Objects.requireNonNullElse(record.value(), "")),
                    shown(record.tenant()),
                    record.bytes()));
            table.lines(0).forEach(out::println);
            out.println(summary(chosen, latest.size()));
        }
        out.flush();
    }

    private static String summary(List<DeadRecord> chosen, int shown) {
        Map<String, Long> states = chosen.stream()
                .collect(Collectors.groupingBy(
                        record -> record.state().toString(), TreeMap::new, Collectors.counting()));
        String counts = states.entrySet().stream()
                .map(state -> state.getValue() + " " + state.getKey())
                .collect(Collectors.joining(", "));
        return chosen.size() + " dead records" + (counts.isEmpty() ? "" : ": " + counts)
                + (shown < chosen.size() ? "; the latest " + shown + " shown, --limit for more" : "");
    }

    private static String shown(String text) {
        return text.codePointCount(0, text.length()) <= SHOWN
                ? text
                : text.substring(0, text.offsetByCodePoints(0, SHOWN - 1)) + "…";
    }

    private CommandSpec spec() {
        return Objects.requireNonNull(spec, "picocli sets it");
    }
}
