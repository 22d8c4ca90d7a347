package io.weir.infra.local.check;

import io.weir.infra.local.cluster.Where;
import io.weir.schemas.Topics;
import org.junit.jupiter.api.Test;

final class HomeCheckTest extends CheckedLog {

    @Test
    void aRecordInAnotherPartitionIsFound() {
        acme.log.of(Topics.LEDGER, otherPartition()).add(acme.entry(0));

        assertFound("home", new Where("weir.ledger.v1", otherPartition(), 0), "tenant acme in partition");
    }

    @Test
    void aLedgerKeyThatIsNotTheTenantIsFound() {
        acme.entry(2).setLedgerKey("globex");

        assertFound("home", ledger(2));
    }
}
