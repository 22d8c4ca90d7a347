package io.weir.flink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointDirectoryTest {
    @TempDir
    Path directory = Path.of("");

    private CheckpointDirectory checkpoints = new CheckpointDirectory(directory);

    @BeforeEach
    void open() {
        checkpoints = new CheckpointDirectory(directory);
    }

    @Test
    void aDirectoryThatIsNotThereHasNone() {
        assertEquals(Optional.empty(), new CheckpointDirectory(directory.resolve("absent")).newest());
    }

    @Test
    void anIncompleteCheckpointIsNone() throws IOException {
        Files.createDirectories(directory.resolve("job/chk-7"));
        assertEquals(Optional.empty(), checkpoints.newest());
    }

    @Test
    void theNewestByCompletionWins_acrossJobIds_whateverItsNumber() throws IOException {
        complete("old/chk-90", 1_000);
        Path newest = complete("new/chk-3", 2_000);
        Files.createDirectories(directory.resolve("new/chk-4"));
        assertEquals(Optional.of(newest), checkpoints.newest());
    }

    @Test
    void atTheSameTimeTheHigherNumberWins_asANumber() throws IOException {
        complete("job/chk-9", 1_000);
        Path newest = complete("job/chk-10", 1_000);
        assertEquals(Optional.of(newest), checkpoints.newest());
    }

    @Test
    void whatIsNotACheckpointIsPassedOver() throws IOException {
        complete("job/shared", 9_000);
        complete("job/chk-x", 9_000);
        Files.writeString(directory.resolve("file"), "");
        assertEquals(Optional.empty(), checkpoints.newest());
    }

    @Test
    void tidyDeletesJobsWithoutACompleteCheckpoint_andNoOthers() throws IOException {
        Path kept = complete("kept/chk-1", 1_000);
        Files.createDirectories(directory.resolve("cut-off/chk-2"));
        Files.createDirectories(directory.resolve("empty/shared"));
        checkpoints.tidy();
        assertTrue(Files.exists(kept));
        assertFalse(Files.exists(directory.resolve("cut-off")));
        assertFalse(Files.exists(directory.resolve("empty")));
    }

    private Path complete(String name, long millis) throws IOException {
        Path checkpoint = Files.createDirectories(directory.resolve(name));
        Path metadata = Files.writeString(checkpoint.resolve("_metadata"), "");
        Files.setLastModifiedTime(metadata, FileTime.fromMillis(millis));
        return checkpoint;
    }
}
