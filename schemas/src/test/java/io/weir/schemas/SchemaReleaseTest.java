package io.weir.schemas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

class SchemaReleaseTest {
    @Test
    void releaseReadsBackAsItWasWritten(@TempDir Path directory) throws IOException {
        Path release = directory.resolve("0.0.1");

        SchemaRelease.write(release);

        assertEquals(SchemaRelease.current(), SchemaRelease.read(release));
        assertThrows(FileAlreadyExistsException.class, () -> SchemaRelease.write(release));
    }

    @Test
    void everyTopicsSubjectIsReleased() {
        assertEquals(25, SchemaRelease.current().size());
        assertTrue(SchemaRelease.current().containsKey("weir.attempts.v1-value"));
    }

    /** Not a test: the command of README.md that keeps the current schemas as a release. */
    @Test
    @EnabledIfSystemProperty(named = "weir.schemas.release", matches = "\\d+\\.\\d+\\.\\d+")
    void keepsTheReleaseNamedByTheProperty() throws IOException {
        SchemaRelease.write(Path.of("src/released", System.getProperty("weir.schemas.release")));
    }
}
