package io.weir.bench.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A directory for a run: one that was asked for is kept, a temporary one is deleted at the end. */
public final class Scratch implements AutoCloseable {

    private final Path directory;
    private final boolean temporary;

    private Scratch(Path directory, boolean temporary) {
        this.directory = directory;
        this.temporary = temporary;
    }

    /** @param asked where to, or null for a temporary directory of this name */
    public static Scratch at(@Nullable Path asked, String name) throws IOException {
        return asked == null
                ? new Scratch(Files.createTempDirectory(name), true)
                : new Scratch(Files.createDirectories(asked).toAbsolutePath(), false);
    }

    public Path directory() {
        return directory;
    }

    @Override
    public void close() {
        if (!temporary) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + directory, e);
        }
    }
}
