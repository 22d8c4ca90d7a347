package io.weir.infra.local.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.infra.local.cluster.Where;
import io.weir.schemas.Topics;
import io.weir.v1.Coordinates;
import io.weir.v1.LedgerEntry;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Somebody who touches one entry of the books is found, with the coordinates of the entry. */
final class ChainCheckTest {

    private final AcmeLog acme = AcmeLog.clean();

    private Optional<Violation> found() {
        return Checker.run(acme.log, true).stream()
                .filter(check -> check.name().equals("chain"))
                .findFirst()
                .orElseThrow()
                .findings()
                .first();
    }

    private void assertFoundAt(long offset) {
        Violation violation = found().orElseThrow();
        assertEquals(new Where("weir.ledger.v1", AcmeLog.HOME, offset), violation.where());
    }

    @Test
    void booksThatNobodyTouchedAreClean() {
        assertEquals(Optional.empty(), found());
    }

    @Test
    void aChangedBalanceIsFound() {
        acme.entry(3).getBalances().get(0).setPosted(61L);

        assertFoundAt(3);
    }

    @Test
    void aChangedAmountIsFound_alsoWhereTheEntryAfterItWasLinkedAgain() {
        acme.entry(3).getAmounts().setMoneyNanodollars(59L);
        assertFoundAt(3);
    }

    @Test
    void aByteOfALinkThatWasFlippedIsFound() {
        byte[] link = acme.entry(4).getChain().array().clone();
        link[31] ^= 1;
        acme.entry(4).setChain(ByteBuffer.wrap(link));

        assertFoundAt(4);
    }

    @Test
    void anEntryThatWasDroppedIsFoundAtTheOneAfterIt() {
        acme.of(Topics.LEDGER).remove(3);

        assertFoundAt(3);
    }

    @Test
    void anEntryThatWasAddedIsFound() {
        LedgerEntry copy = LedgerEntry.newBuilder(acme.entry(3)).build();
        acme.of(Topics.LEDGER).add(4, copy);

        assertFoundAt(4);
    }

    @Test
    void twoEntriesThatChangedPlacesAreFoundAtTheFirst() {
        Collections.swap(acme.of(Topics.LEDGER), 2, 3);

        assertFoundAt(2);
    }

    @Test
    void theLastEntryIsCoveredToo_andItsTimeAndCause() {
        acme.entry(6).setAt(AcmeLog.START.plusSeconds(60));
        assertFoundAt(6);

        acme.chained();
        acme.entry(6).setCause(new Coordinates(Topics.INBOX.name(), AcmeLog.HOME, 77L));
        assertFoundAt(6);
    }

    @Test
    void aCauseInAnotherPlaceIsFound() {
        acme.entry(6).setCause(new Coordinates(Topics.INBOX.name(), CheckedLog.otherPartition(), 77L));
        acme.chained();

        assertTrue(found().orElseThrow().expected().contains("a cause in weir.inbox.v1/" + AcmeLog.HOME));
    }

    @Test
    void anEntryWithoutALinkIsFound() {
        acme.entry(0).setChain(ByteBuffer.wrap(new byte[0]));

        assertFoundAt(0);
        assertEquals(List.of("none"), found().map(Violation::found).stream().toList());
    }

    @Test
    void withoutItsFirstRecordsALedgerIsCheckedFromItsSecond() {
        acme.of(Topics.LEDGER).remove(0);
        acme.log.cut.add(Topics.LEDGER.name());
        assertEquals(Optional.empty(), found());

        acme.entry(4).setReason("because");
        assertFoundAt(4);
    }
}
