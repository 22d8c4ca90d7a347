package io.weir.infra.local.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AddressesTest {

    private static final Addresses FIRST =
            new Addresses("127.0.0.1:1", "http://127.0.0.1:2", "http://127.0.0.1:3", "http://127.0.0.1:4", 5);

    @TempDir
    Path directory;

    @Test
    void whatWasWrittenIsRead() throws IOException {
        FIRST.write(directory);

        assertEquals(Optional.of(FIRST), Addresses.read(directory));
    }

    @Test
    void theNextStartReplacesThem_andLeavesNothingBehind() throws IOException {
        Addresses second = new Addresses("127.0.0.1:6", FIRST.registry(), FIRST.http(), FIRST.flink(), 7);
        FIRST.write(directory);
        second.write(directory);

        assertEquals(Optional.of(second), Addresses.read(directory));
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(List.of(directory.resolve("stack.json")), files.toList());
        }
    }

    @Test
    void aDirectoryWithoutAStackHasNone() throws IOException {
        assertEquals(Optional.empty(), Addresses.read(directory));
    }
}
