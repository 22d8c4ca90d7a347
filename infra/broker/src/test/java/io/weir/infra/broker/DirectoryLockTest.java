package io.weir.infra.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DirectoryLockTest {

    @TempDir
    Path directory;

    @Test
    void aDirectoryHasOneBroker_whoIsNamed() {
        Path kafka = directory.resolve("kafka");
        DirectoryLock first = DirectoryLock.take(kafka);

        IllegalStateException refused = assertThrows(IllegalStateException.class, () -> DirectoryLock.take(kafka));
        assertEquals(
                "a broker runs or starts on " + kafka + ": process "
                        + ProcessHandle.current().pid(),
                refused.getMessage());

        first.close();
        DirectoryLock.take(kafka).close();
    }
}
