package io.weir.infra.local.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.infra.local.check.chain.HashChain;
import io.weir.schemas.Topics;
import io.weir.v1.Amounts;
import io.weir.v1.LedgerEntry;
import io.weir.v1.Seal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Seals that say what the entries before them say, and what is found where they do not. */
final class SealCheckTest extends CheckedLog {

    private static final Duration DAY = Duration.ofDays(1);

    private final LedgerEntry sealed = seal();

    /** The seal of the day of the clean log, at offset 7. */
    private LedgerEntry seal() {
        LedgerEntry entry = acme.entry("sealed", 0, AcmeLog.money(0), null, AcmeLog.both(0, 360, 20));
        entry.setAt(AcmeLog.START.plus(DAY));
        entry.setSeal(Seal.newBuilder()
                .setDay("2026-11-24")
                .setPart(1)
                .setParts(1)
                .setLastSeq(7)
                .setEntries(7)
                .setOutcomeSeq(2)
                .setPosted(money(360, 2))
                .setExcess(money(20, 1))
                .setPreviousChain(HashChain.START)
                .build());
        return entry;
    }

    private static Amounts money(long nanodollars, long requests) {
        return Amounts.newBuilder()
                .setMoneyNanodollars(nanodollars)
                .setRequests(requests)
                .build();
    }

    /** The link before the seal is known once the entries before it are linked. */
    @Override
    AcmeLog linked() {
        acme.chained();
        sealed.getSeal().setPreviousChain(acme.entry(6).getChain());
        return acme.chained();
    }

    @Test
    void aSealThatSaysWhatItsEntriesSayIsClean() {
        assertEquals(Map.of(), violations(true));
    }

    @Test
    void aSealOfAnotherSumOrCountIsFound() {
        sealed.getSeal().setPosted(money(361, 2));
        assertFound("seals", ledger(7), "entry acme/8", "posted 360");

        sealed.getSeal().setPosted(money(360, 2));
        sealed.getSeal().setEntries(6L);
        assertFound("seals", ledger(7), "7 entries sealed");
    }

    @Test
    void aSealThatStatesAnotherBalanceOrLeavesOneOutIsFound() {
        sealed.setBalances(List.of(AcmeLog.both(0, 359, 20)[0], AcmeLog.both(0, 360, 20)[1]));
        assertFound("seals", ledger(7), "as its last entry left it");

        sealed.setBalances(List.of(AcmeLog.both(0, 360, 20)[0]));
        assertFound("seals", ledger(7), "acme/search#1 limit all in the seal, found it left out");
    }

    @Test
    void aSealOfAnotherDayOrBeforeItsEndIsFound() {
        sealed.getSeal().setDay("2026-11-23");
        assertFound("seals", ledger(7), "a seal of 2026-11-24, found 2026-11-23");

        sealed.getSeal().setDay("2026-11-24");
        sealed.setAt(AcmeLog.START.plusSeconds(60));
        assertFound("seals", ledger(7), "once it is over");
    }

    @Test
    void anEntryOfTheNextDayWithoutASealIsFound() {
        acme.of(Topics.LEDGER).remove(7);
        LedgerEntry late = acme.entry("held", 3, AcmeLog.money(1), null, AcmeLog.both(1, 360, 20));
        late.setAt(AcmeLog.START.plus(DAY));

        Violation found = foundBy("seals", false);

        assertEquals(ledger(7), found.where());
        assertEquals("acme/8", found.entry());
    }

    @Test
    void aSealOfNothingIsFound() {
        LedgerEntry again =
                LedgerEntry.newBuilder(sealed).setSeq(9).setId("entry 9").build();
        acme.of(Topics.LEDGER).add(again);

        assertEquals(ledger(8), foundBy("seals", true).where());
    }

    @Test
    void aPartThatIsMissingIsFound() {
        sealed.getSeal().setPart(2);
        sealed.getSeal().setParts(2);

        assertFound("seals", ledger(7), "part 1 of the seal, found 2 of 2");
    }
}
