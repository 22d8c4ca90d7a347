package io.weir.infra.local.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClusterTest {

    @TempDir
    Path directory;

    @Test
    void aDirectoryWithoutAStackHasNone() {
        assertEquals(Optional.empty(), Addresses.read(directory));
        assertTrue(Cluster.running(directory, null, null).isEmpty());
    }

    @Test
    void theFileMayHoldMoreThanTheAddresses() throws Exception {
        Files.writeString(
                directory.resolve(Addresses.FILE), "{\"bootstrap\":\"h:1\",\"registry\":\"http://h:2\",\"later\":3}");

        Addresses read = Addresses.read(directory).orElseThrow();

        assertEquals("h:1", read.bootstrap());
        assertEquals("http://h:2", read.registry());
    }

    @Test
    void aBrokenFileIsNamed() throws Exception {
        Files.writeString(directory.resolve(Addresses.FILE), "{");

        Exception e = assertThrows(IllegalArgumentException.class, () -> Addresses.read(directory));

        assertTrue(e.getMessage().contains(Addresses.FILE), e.getMessage());
    }

    @Test
    void aDirectoryWithoutDataIsNotFormatted() {
        Exception e = assertThrows(
                IllegalArgumentException.class, () -> Cluster.runningOrStarted(directory, null, null));

        assertTrue(e.getMessage().contains("no data of a broker"), e.getMessage());
        assertTrue(Files.notExists(directory.resolve(Cluster.BROKER_DIRECTORY)));
    }

    @Test
    void anAddressWithoutAPortIsRefused() {
        Exception e =
                assertThrows(IllegalArgumentException.class, () -> Cluster.running(directory, "somewhere", null));

        assertTrue(e.getMessage().contains("'somewhere'"), e.getMessage());
    }

    @Test
    void aSpanFromBeyondItsEndIsEmpty() {
        assertEquals(new Span(9, 9), new Span(3, 9).from(12));
        assertEquals(new Span(3, 9), new Span(3, 9).from(0));
    }
}
