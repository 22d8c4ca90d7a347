package io.weir.infra.local.dlq;

import io.weir.infra.local.cluster.AddressOptions;
import io.weir.infra.local.cluster.Cluster;
import io.weir.infra.local.cluster.TopicReader;
import io.weir.infra.local.dlq.DeadRecord.State;
import io.weir.infra.local.text.Printable;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir dlq redrive}: what was sent before is not sent again, so it may be repeated at will. */
@Command(
        name = "redrive",
        mixinStandardHelpOptions = true,
        description = {
            "Sends refused records to their topics again, as they came, once what refused them is mended.",
            "Each is sent once, however often this is called; if it is refused again that is a new dead record."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:all that were chosen are sent, now or before", "1:one could not be, or is not there"})
final class RedriveCommand implements Callable<Integer> {

    @Mixin
    private AddressOptions address = new AddressOptions();

    @Mixin
    private Selection selection = new Selection();

    @Option(names = "--all", description = "All that are refused, else those that --code, --topic or --tenant choose.")
    private boolean all;

    @Option(names = "--dry-run", description = "Only says what would be sent.")
    private boolean dryRun;

    @Parameters(paramLabel = "ID", arity = "0..*", description = "Ids as listed.")
    private List<String> ids = new ArrayList<>();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        boolean chosen = all || !selection.isEmpty();
        if (ids.isEmpty() != chosen) {
            throw new ParameterException(spec().commandLine(), "name either ids, or --all or a selection");
        }
        Cluster running = address.running()
                .orElseThrow(() -> new IllegalArgumentException("no broker answers " + address.place()));
        try (Cluster cluster = running;
                TopicReader reader = TopicReader.open(cluster.addresses());
                Redriver redriver = new Redriver(cluster.addresses(), reader, InstantSource.system())) {
            return redrive(DeadRecords.read(reader, spec().commandLine().getErr()), redriver);
        }
    }

    private int redrive(List<DeadRecord> dead, Redriver redriver) {
        int failed = 0;
        int sent = 0;
        for (Map.Entry<String, @Nullable DeadRecord> one : choose(dead).entrySet()) {
            DeadRecord record = one.getValue();
            String refusal = record == null ? "no dead letter has this id" : refusal(record);
            if (record != null && refusal.isEmpty() && record.state() == State.REFUSED) {
                refusal = send(record, redriver);
                sent += refusal.isEmpty() ? 1 : 0;
            }
            failed += refusal.isEmpty() ? 0 : 1;
            say(one.getKey() + "  " + (refusal.isEmpty() ? done(Objects.requireNonNull(record)) : refusal));
        }
        say(sent + (dryRun ? " would be sent" : " sent") + (failed == 0 ? "" : ", " + failed + " could not be"));
        return failed == 0 ? 0 : 1;
    }

    private Map<String, @Nullable DeadRecord> choose(List<DeadRecord> dead) {
        Map<String, @Nullable DeadRecord> chosen = new LinkedHashMap<>();
        ids.forEach(id -> chosen.put(id, null));
        for (DeadRecord record : dead) {
            boolean wanted = ids.isEmpty()
                    ? record.state() == State.REFUSED && selection.test(record)
                    : chosen.containsKey(record.id());
            if (wanted) {
                chosen.put(record.id(), record);
            }
        }
        return chosen;
    }

    /** Why a record is not to be sent; empty where it is, or was. */
    private static String refusal(DeadRecord record) {
        return record.state() == State.WAITING ? "waits for its schema and is tried again by ingress" : "";
    }

    private String send(DeadRecord record, Redriver redriver) {
        try {
            if (dryRun) {
                redriver.require(record);
            } else {
                redriver.redrive(record);
            }
            return "";
        } catch (IllegalArgumentException | java.util.NoSuchElementException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private String done(DeadRecord record) {
        return switch (record.state()) {
            case REDRIVEN -> "was sent again at " + record.last();
            case HOMED -> "was taken at " + record.last();
            default ->
                (dryRun ? "would be sent to " : "sent to ")
                        + Objects.requireNonNull(record.source()).getTopic();
        };
    }

    private void say(String line) {
        PrintWriter out = spec().commandLine().getOut();
        out.println(Printable.line(line));
        out.flush();
    }

    private CommandSpec spec() {
        return Objects.requireNonNull(spec, "picocli sets it");
    }
}
