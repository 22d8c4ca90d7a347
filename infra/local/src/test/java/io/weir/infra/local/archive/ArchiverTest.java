package io.weir.infra.local.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sealed days become files, once, and what is read back is what was written. */
final class ArchiverTest {

    private static final LocalDate MONDAY = LocalDate.parse("2026-11-30");
    private static final LocalDate TUESDAY = MONDAY.plusDays(1);

    @TempDir
    private Path directory;

    private final SealedLedger ledger = new SealedLedger();

    private Archive archive() {
        return new Archive(directory.resolve("archive"));
    }

    private SealedLedger twoDays() {
        return ledger.spend("acme", MONDAY)
                .spend("Ünï/../x", MONDAY)
                .spend("acme", MONDAY)
                .seal("acme", MONDAY)
                .spend("acme", TUESDAY)
                .seal("Ünï/../x", MONDAY)
                .seal("acme", TUESDAY)
                .spend("acme", TUESDAY.plusDays(1));
    }

    private List<Archived> of(String key, int from, int to) {
        return ledger.entries.stream()
                .filter(archived -> archived.entry().getLedgerKey().equals(key))
                .toList()
                .subList(from, to);
    }

    @Test
    void eachSealedDayOfEachKeyIsAFile_withEveryEntryAndItsCoordinates() {
        Archiver.Done done = Archiver.run(twoDays().entries, archive());

        assertEquals(new Archiver.Done(3, 13, 2), done);
        assertEquals(List.of("acme", "Ünï/../x"), archive().keys());
        assertEquals(List.of("2026-11-30", "2026-12-01"), archive().days("acme"));
        assertEquals(of("acme", 0, 6), archive().read("acme", "2026-11-30"));
        assertEquals(of("acme", 6, 9), archive().read("acme", "2026-12-01"));
        assertEquals(of("Ünï/../x", 0, 4), archive().read("Ünï/../x", "2026-11-30"));
    }

    @Test
    void archivingAgainWritesNothing_alsoFromTheFirstRecordOn() throws IOException {
        Archiver.run(twoDays().entries, archive());
        Path file = archive().file("acme", "2026-11-30");
        FileTime written = FileTime.fromMillis(1_000);
        Files.setLastModifiedTime(file, written);

        assertEquals(new Archiver.Done(0, 0, 2), Archiver.run(ledger.entries, archive()));

        assertEquals(written, Files.getLastModifiedTime(file));
        try (Stream<Path> files = Files.walk(directory)) {
            assertTrue(files.noneMatch(path -> path.toString().endsWith(".part")));
        }
    }

    @Test
    void aLaterRunGoesOnWhereTheLastDayEnded() {
        Archiver.run(twoDays().entries, archive());
        ledger.seal("acme", TUESDAY.plusDays(1));

        assertEquals(
                new Archiver.Done(1, 3, 0), Archiver.run(ledger.entries.subList(11, ledger.entries.size()), archive()));
        assertEquals(of("acme", 9, 12), archive().read("acme", "2026-12-02"));
    }

    @Test
    void whatDoesNotFollowByItsChainOrNumberIsNotArchived() {
        twoDays();
        ledger.entries.get(1).entry().setReason("forged");
        assertTrue(assertThrows(IllegalStateException.class, () -> Archiver.run(ledger.entries, archive()))
                .getMessage()
                .contains("weir.ledger.v1/2@2: entry 2 of acme breaks the chain"));
        assertFalse(archive().keys().contains("acme") && !archive().days("acme").isEmpty());

        ledger.entries.remove(1);
        assertThrows(IllegalStateException.class, () -> Archiver.run(ledger.entries, archive()));
    }

    @Test
    void namesOfFilesLeadNowhereElse() {
        for (String key : List.of("..", "a/b", "Ünï", "%41", "con.", "a b")) {
            String name = Archive.encoded(key);
            assertTrue(name.matches("[A-Za-z0-9_%-]+"), name);
            assertEquals(key, Archive.decoded(name));
        }
    }

    @Test
    void positionsComeBack() {
        assertEquals(java.util.Map.of(), archive().positions());
        archive().positions(java.util.Map.of(0, 5L, 3, 7L));
        assertEquals(java.util.Map.of(0, 5L, 3, 7L), archive().positions());
    }
}
