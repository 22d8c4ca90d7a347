package io.weir.infra.local.why;

import io.weir.infra.local.cluster.AddressOptions;
import io.weir.infra.local.cluster.Cluster;
import io.weir.infra.local.cluster.TopicReader;
import io.weir.infra.local.text.Printable;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir why}: exit status 0 where the query was found, 1 where not or not by one tenant alone, 2 where nothing could be read. */
@Command(
        name = "why",
        mixinStandardHelpOptions = true,
        description = "Tells where a query went and why: candidates, plan, ledger, outcomes, result.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:told", "1:no such query, or several tenants have it", "2:could not read"})
public final class WhyCommand implements Callable<Integer> {

    private static final int NOT_ONE = 1;
    private static final int COULD_NOT = 2;

    @Mixin
    private final AddressOptions stack = new AddressOptions();

    @Option(names = "--tenant", description = "Tenant of the query; by default all are searched.")
    private @Nullable String tenant;

    @Parameters(paramLabel = "QUERY_ID", description = "Id of the query.")
    private String queryId = "";

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        try (Cluster cluster = stack.runningOrStarted();
                TopicReader reader = TopicReader.open(cluster.addresses())) {
            return tell(StoryReader.read(reader, queryId, tenant));
        } catch (RuntimeException e) {
            complain("could not read: " + (e.getMessage() == null ? e.toString() : e.getMessage()));
            return COULD_NOT;
        }
    }

    private int tell(Map<String, Story> stories) {
        if (stories.isEmpty()) {
            complain("no query " + queryId + (tenant == null ? "" : " of tenant " + tenant));
            return NOT_ONE;
        }
        if (stories.size() > 1) {
            complain("several tenants have a query " + queryId + ", name one with --tenant: "
                    + String.join(", ", stories.keySet()));
            return NOT_ONE;
        }
        stories.values().forEach(story -> spec().commandLine().getOut().println(Narrative.of(story)));
        return 0;
    }

    private void complain(String text) {
        spec().commandLine().getErr().println(Printable.line(text));
    }

    private CommandSpec spec() {
        return Objects.requireNonNull(spec, "picocli sets it");
    }
}
