package io.weir.flink;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Flink's checkpoints on disk: {@code JOB_ID/chk-N}, one job id per start.
 *
 * <p>A checkpoint is complete when it holds {@code _metadata}, which Flink writes last. Numbers go on over restores but are
 * of one lineage only, so between job ids the time of {@code _metadata} decides.
 */
final class CheckpointDirectory {
    private static final String METADATA = "_metadata";
    private static final String PREFIX = "chk-";

    private final Path directory;

    CheckpointDirectory(Path directory) {
        this.directory = directory;
    }

    /** Complete checkpoint that was completed last, of all job ids; the higher number where two bear the same time. */
    Optional<Path> newest() {
        return jobs().stream()
                .flatMap(job -> checkpoints(job).stream())
                .max(Comparator.comparing(Checkpoint::completed).thenComparingLong(Checkpoint::number))
                .map(Checkpoint::path);
    }

    /**
     * Deletes what job ids without a complete checkpoint left behind: Flink takes the checkpoint that it was restored from
     * over and deletes it in time, but not the directories around it, nor a checkpoint that a crash cut off.
     */
    void tidy() {
        jobs().stream().filter(job -> checkpoints(job).isEmpty()).forEach(DirectoryTree::delete);
    }

    private List<Path> jobs() {
        return Files.isDirectory(directory) ? list(directory) : List.of();
    }

    private static List<Checkpoint> checkpoints(Path job) {
        return list(job).stream().flatMap(path -> checkpoint(path).stream()).toList();
    }

    private record Checkpoint(Path path, long number, FileTime completed) {}

    private static Optional<Checkpoint> checkpoint(Path path) {
        String name = String.valueOf(path.getFileName());
        if (!name.matches(PREFIX + "[0-9]{1,18}")) {
            return Optional.empty();
        }
        try {
            FileTime completed = Files.getLastModifiedTime(path.resolve(METADATA));
            return Optional.of(new Checkpoint(path, Long.parseLong(name.substring(PREFIX.length())), completed));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read checkpoint " + path, e);
        }
    }

    private static List<Path> list(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + directory, e);
        }
    }
}
