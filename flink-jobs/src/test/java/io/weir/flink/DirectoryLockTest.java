package io.weir.flink;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryLockTest {
    @TempDir
    Path directory = Path.of("");

    @Test
    void aDirectoryHasOneOwnerAtATime() {
        try (DirectoryLock first = DirectoryLock.take(directory)) {
            var thrown = assertThrows(IllegalStateException.class, () -> DirectoryLock.take(directory));
            assertTrue(String.valueOf(thrown.getMessage()).contains(directory.toString()));
        }
        DirectoryLock.take(directory).close();
    }
}
