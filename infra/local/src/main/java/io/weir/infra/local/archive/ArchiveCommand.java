package io.weir.infra.local.archive;

import io.weir.infra.local.cluster.AddressOptions;
import io.weir.infra.local.cluster.Cluster;
import io.weir.infra.local.cluster.TopicReader;
import io.weir.infra.local.text.Printable;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir ledger archive}: exit status 0 where all that is sealed is archived, 1 where an entry breaks the chain, else 2. */
@Command(
        name = "archive",
        mixinStandardHelpOptions = true,
        description = "Writes the sealed days of the ledger to Parquet files, each once, and reads them back.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:all that is sealed is archived", "1:an entry does not follow the one before", "2:could not"})
public final class ArchiveCommand implements Callable<Integer> {

    @Mixin
    private final AddressOptions stack = new AddressOptions();

    @Option(names = "--to", required = true, paramLabel = "DIR", description = "Directory of the archive.")
    private Path directory = Path.of(".");

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        try (Cluster cluster = stack.runningOrStarted();
                TopicReader reader = TopicReader.open(cluster.addresses())) {
            Archiver.Done done = Archiver.run(reader, new Archive(directory));
            out().println("archived " + done.days() + " days with " + done.entries() + " entries to " + directory + "; "
                    + done.unsealed() + " entries wait for their seal");
            out().flush();
            return 0;
        } catch (IllegalStateException e) {
            return failed(1, e);
        } catch (RuntimeException e) {
            return failed(2, e);
        }
    }

    private int failed(int status, RuntimeException e) {
        PrintWriter err = spec().commandLine().getErr();
        err.println("not archived: " + Printable.line(e.getMessage() == null ? e.toString() : e.getMessage()));
        return status;
    }

    private PrintWriter out() {
        return spec().commandLine().getOut();
    }

    private CommandSpec spec() {
        return Objects.requireNonNull(spec, "picocli sets it");
    }
}
