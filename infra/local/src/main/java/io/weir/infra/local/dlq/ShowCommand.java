package io.weir.infra.local.dlq;

import io.weir.infra.local.cluster.AddressOptions;
import io.weir.infra.local.cluster.Cluster;
import io.weir.infra.local.cluster.TopicReader;
import io.weir.infra.local.text.Printable;
import io.weir.v1.DeadLetter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir dlq show}. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows a dead record: where it came from, why it was refused, and the record itself.")
final class ShowCommand implements Callable<Integer> {

    @Mixin
    private AddressOptions address = new AddressOptions();

    @Option(names = "--value-to", paramLabel = "FILE", description = "Writes the value, as it came, to a new file.")
    private @Nullable Path file;

    @Parameters(paramLabel = "ID", description = "Id as listed.")
    private String id = "";

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        try (Cluster cluster = address.runningOrStarted();
                TopicReader reader = TopicReader.open(cluster.addresses())) {
            Optional<DeadRecord> found = DeadRecords.read(
                            reader, spec().commandLine().getErr())
                    .stream()
                    .filter(record -> record.id().equals(id))
                    .findFirst();
            if (found.isEmpty()) {
                spec().commandLine().getErr().println("no dead letter has the id " + Printable.line(id));
                return 1;
            }
            DeadLetter letter = DeadRecords.letter(reader, found.get());
            PrintWriter out = spec().commandLine().getOut();
            Descriptions.lines(found.get(), letter, reader.wire()).forEach(out::println);
            out.flush();
            if (file != null) {
                write(file, letter.getRecordValue());
            }
            return 0;
        }
    }

    private static void write(Path file, @Nullable ByteBuffer value) {
        try (WritableByteChannel to =
                Files.newByteChannel(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer rest = value == null ? ByteBuffer.allocate(0) : value.duplicate();
            while (rest.hasRemaining()) {
                to.write(rest);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private CommandSpec spec() {
        return Objects.requireNonNull(spec, "picocli sets it");
    }
}
