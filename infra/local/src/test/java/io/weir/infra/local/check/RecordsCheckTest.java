package io.weir.infra.local.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.infra.local.cluster.Where;
import io.weir.schemas.Topics;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RecordsCheckTest extends CheckedLog {

    @Test
    void anUnreadableRecordIsFound() {
        acme.of(Topics.OUTCOMES).add("no outcome");

        assertFound("records", new Where("weir.outcomes.v1", AcmeLog.HOME, 2), "undecodable");
    }

    @Test
    void anUnreadableInboxRecordAmongTheDeadLettersIsNoFault() {
        acme.of(Topics.INBOX).add("no inbox record");
        acme.log.deadLetters.put(new Where(Topics.INBOX.name(), AcmeLog.HOME, 1), "undecodable");

        assertEquals(Map.of(), violations(true));
    }

    @Test
    void aRecordOfTheDeadLettersThatIsNoneIsFound() {
        acme.of(Topics.DLQ).add("no letter");

        assertFound("records", new Where(Topics.DLQ.name(), AcmeLog.HOME, 0), "a record of its topic");
    }
}
