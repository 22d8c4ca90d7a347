package io.weir.infra.local.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.infra.local.cluster.Where;
import io.weir.schemas.Topics;
import io.weir.v1.LedgerEntry;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SequenceCheckTest extends CheckedLog {

    @Test
    void aGapInSeqIsFound() {
        acme.of(Topics.LEDGER).forEach(entry -> raise((LedgerEntry) entry, 4));

        assertFound("ledger", ledger(4), "to be 5, found 6");
    }

    private static void raise(LedgerEntry entry, long above) {
        if (entry.getSeq() > above) {
            entry.setSeq(entry.getSeq() + 1);
        }
    }

    @Test
    void aSeqThatDoesNotBeginAtOneIsFoundUnlessTheFrontIsCut() {
        acme.outcome(0).setSeq(5);
        acme.outcome(1).setSeq(6);
        assertFound("ledger", new Where("weir.outcomes.v1", AcmeLog.HOME, 0), "to be 1, found 5");

        acme.log.cut.add(Topics.OUTCOMES.name());
        assertEquals(Map.of(), violations(true));
    }

    @Test
    void anIdThatComesTwiceIsFound() {
        acme.entry(4).setId(acme.entry(2).getId());

        assertFound("ledger", ledger(4), "id entry 3 again");
    }

    @Test
    void aClockThatGoesBackIsFound() {
        acme.entry(5).setAt(AcmeLog.START);

        assertFound("ledger", ledger(5));
    }
}
