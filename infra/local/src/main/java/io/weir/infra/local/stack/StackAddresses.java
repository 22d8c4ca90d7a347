package io.weir.infra.local.stack;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Where a running stack listens; written to {@code stack.json} in its directory for the other commands.
 *
 * @param pid process id of the stack
 */
public record StackAddresses(String bootstrap, String registry, String http, String flink, long pid) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FILE = "stack.json";

    /** Writes the file in one move, so that a reader never sees half of it. */
    public void write(Path directory) throws IOException {
        Path temporary = directory.resolve(FILE + ".new");
        Files.write(temporary, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
        Files.move(
                temporary,
                directory.resolve(FILE),
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.ATOMIC_MOVE);
    }

    /** The addresses that were written last, whether or not the stack still runs. */
    public static Optional<StackAddresses> read(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        return Files.exists(file)
                ? Optional.of(JSON.readValue(Files.readAllBytes(file), StackAddresses.class))
                : Optional.empty();
    }
}
