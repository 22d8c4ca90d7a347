package io.weir.infra.local.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.infra.local.archive.Archive;
import io.weir.infra.local.archive.Archived;
import io.weir.infra.local.archive.Archives;
import io.weir.infra.local.archive.SealedLedger;
import io.weir.infra.local.cluster.Where;
import io.weir.v1.LedgerEntry;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ledger is checked from any seal of an archive, with the topic after it. */
final class ArchiveCheckTest {

    private static final LocalDate MONDAY = LocalDate.parse("2026-11-30");
    private static final LocalDate TUESDAY = MONDAY.plusDays(1);
    private static final LocalDate WEDNESDAY = MONDAY.plusDays(2);

    @TempDir
    private Path directory;

    private final SealedLedger ledger = new SealedLedger();
    private Archive archive;
    /** What the topic still has. */
    private final List<Archived> topic = new ArrayList<>();

    @BeforeEach
    void archive() {
        ledger.spend("acme", MONDAY)
                .spend("zeta", MONDAY)
                .seal("acme", MONDAY)
                .spend("acme", TUESDAY)
                .seal("zeta", MONDAY)
                .seal("acme", TUESDAY)
                .spend("acme", WEDNESDAY);
        archive = Archives.of(directory, ledger.entries);
        topic.addAll(ledger.entries);
    }

    private Map<String, Violation> violations(String day) {
        Map<String, Violation> violations = new TreeMap<>();
        run(day).forEach(check -> check.findings().first().ifPresent(first -> violations.put(check.name(), first)));
        violations.remove("home"); // the partition is made up
        return violations;
    }

    private List<Check> run(String day) {
        return ArchiveCheck.run(
                archive,
                day,
                (partition, from, to) -> topic.stream()
                        .filter(archived -> partition == 0 && archived.where().offset() >= from)
                        .forEach(archived -> to.accept(archived.where(), archived.entry())),
                1,
                true);
    }

    private long count(String day, String check, String what) {
        return run(day).stream()
                .filter(one -> one.name().equals(check))
                .map(one -> one.findings().counts().get(what))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void itIsCleanFromEverySeal_andReadsOnlyWhatComesAfterIt() {
        for (String day : List.of("", "2026-11-30", "2026-12-01", ArchiveCheck.latest(archive))) {
            assertEquals(Map.of(), violations(day), day);
        }
        assertEquals(13, count("", "ledger", "entries"));
        assertEquals(5, count("2026-11-30", "ledger", "entries"));
        assertEquals(2, count("2026-12-01", "ledger", "entries"));
    }

    @Test
    void theTopicMayHaveLostWhatIsArchived() {
        topic.removeIf(archived -> archived.entry()
                .getAt()
                .isBefore(WEDNESDAY.atStartOfDay(ZoneOffset.UTC).toInstant()));

        assertEquals(Map.of(), violations(""));
        assertEquals(13, count("", "ledger", "entries"));
    }

    @Test
    void whatIsWrongAfterTheSealIsFound_withItsCoordinates() {
        LedgerEntry held = ledger.entries.get(ledger.entries.size() - 2).entry();
        held.getBalances().get(0).setHeld(9L);

        Violation limits = violations("2026-12-01").get("I1");
        Violation chain = violations("2026-12-01").get("chain");

        assertEquals(new Where("weir.ledger.v1", SealedLedger.PARTITION, 22), limits.where());
        assertEquals("acme/8", limits.entry());
        assertEquals(limits.where(), chain.where());
        assertTrue(limits.toString().contains("acme#1 limit all to state held 10, posted 14"), limits.toString());
    }

    @Test
    void anEntryThatIsMissingAfterTheSealIsFound() {
        topic.remove(11);

        assertEquals("acme/9", violations("2026-12-01").get("ledger").entry());
        assertEquals("acme/9", violations("2026-12-01").get("chain").entry());
    }

    @Test
    void aSealThatIsNotThereIsSaid() {
        assertEquals(
                "the archive has no seal of 2026-11-29 or an earlier day",
                assertThrows(IllegalArgumentException.class, () -> run("2026-11-29"))
                        .getMessage());
    }
}
