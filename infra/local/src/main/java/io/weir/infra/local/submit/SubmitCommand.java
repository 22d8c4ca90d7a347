package io.weir.infra.local.submit;

import io.weir.infra.local.cluster.AddressOptions;
import io.weir.infra.local.cluster.Cluster;
import io.weir.infra.local.text.Printable;
import io.weir.v1.Coordinates;
import io.weir.v1.Query;
import io.weir.v1.Verifier;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir submit}: exit status 0 where an answer came, 1 where the query ended without, 2 where it could not be asked. */
@Command(
        name = "submit",
        mixinStandardHelpOptions = true,
        description = "Submits one query to a running stack and prints its result.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:passed or answered",
            "1:failed, rejected, expired, cancelled or not taken",
            "2:no stack, or no result in time"
        })
public final class SubmitCommand implements Callable<Integer> {

    private static final int COULD_NOT = 2;
    /** Beyond the deadline, for the tick that expires a query. */
    private static final Duration MARGIN = Duration.ofSeconds(30);

    private static final Duration DEFAULT_WAIT = Duration.ofMinutes(5);

    @Mixin
    private final AddressOptions stack = new AddressOptions();

    @Option(names = "--tenant", required = true, description = "Tenant.")
    private String tenant = "";

    @Option(names = "--account", description = "Account that pays, such as acme/search; by default the tenant's.")
    private @Nullable String account;

    @Option(names = "--task", defaultValue = "", description = "Task class, such as add2.")
    private String task = "";

    @Option(
            names = "--id",
            description = "Idempotency key; by default a random one. A repeat gets the result of the first.")
    private @Nullable String id;

    @Option(names = "--max-tokens", paramLabel = "N", description = "Most output tokens.")
    private @Nullable Integer maxTokens;

    @Option(
            names = "--verifier",
            paramLabel = "KIND:PARAM=VALUE,...",
            converter = VerifierOption.class,
            description = "How the answer is checked, such as numeric:expected=42.")
    private @Nullable Verifier verifier;

    @Option(
            names = "--deadline",
            converter = DurationOption.class,
            description = "Time for the result, such as 30s; by default the account's.")
    private @Nullable Duration deadline;

    @Option(
            names = "--wait",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Waits for the result (default).")
    private boolean wait = true;

    @Parameters(paramLabel = "PROMPT", description = "Text of the user.")
    private String prompt = "";

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        try {
            Optional<Cluster> cluster = stack.running();
            if (cluster.isEmpty()) {
                throw new IllegalArgumentException(
                        "no broker answers" + " " + stack.place() + ": start a stack with ./weir up");
            }
            try (Submitter submitter = new Submitter(cluster.get().addresses())) {
                return submit(submitter);
            }
        } catch (RuntimeException e) {
            spec().commandLine()
                    .getErr()
                    .println("could not submit: "
                            + Printable.line(e.getMessage() == null ? e.toString() : e.getMessage()));
            return COULD_NOT;
        }
    }

    private int submit(Submitter submitter) {
        Submission submission = new Submission(
                tenant,
                account == null ? tenant : account,
                id == null ? UUID.randomUUID().toString() : id,
                task,
                prompt,
                maxTokens,
                verifier == null ? new Verifier("none", Map.of()) : verifier,
                deadline);
        Query query = submission.query(Instant.now());
        Submitter.Watch watch = submitter.watch(tenant, id == null);
        Coordinates sent = submitter.send(query);
        if (!wait) {
            spec().commandLine().getOut().println(Printable.line(query.getQueryId()));
            return 0;
        }
        Duration most = deadline == null ? DEFAULT_WAIT : deadline.plus(MARGIN);
        Optional<Ending> ending = submitter.await(watch, query, sent, most);
        if (ending.isEmpty()) {
            throw new IllegalArgumentException("query " + query.getQueryId() + " has no result after " + most);
        }
        spec().commandLine().getOut().println(EndingText.of(ending.get()));
        return EndingText.exitStatus(ending.get());
    }

    private CommandSpec spec() {
        return java.util.Objects.requireNonNull(spec, "picocli sets it");
    }
}
