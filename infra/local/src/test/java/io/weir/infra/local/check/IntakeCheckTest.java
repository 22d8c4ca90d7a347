package io.weir.infra.local.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.infra.local.cluster.Where;
import io.weir.router.ingress.Ingress;
import io.weir.schemas.Topics;
import io.weir.v1.Coordinates;
import io.weir.v1.Inbox;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class IntakeCheckTest extends CheckedLog {

    private static final Where PUBLIC = new Where(Topics.QUERIES.name(), 2, 7);

    IntakeCheckTest() {
        acme.log.taken.add(PUBLIC);
    }

    @Test
    void aPublicRecordThatIngressHasReadAndLeftNowhereIsFound() {
        assertFound("intake", PUBLIC, "an inbox record or a dead letter of it, found neither");
    }

    @Test
    void aPublicRecordMayBeTheOriginOfAnInboxRecord() {
        Inbox inbox = (Inbox) acme.of(Topics.INBOX).get(0);
        inbox.setOrigin(new Coordinates(PUBLIC.topic(), PUBLIC.partition(), PUBLIC.offset()));

        assertEquals(Map.of(), violations(true));
    }

    @Test
    void aPublicRecordMayBeTheSourceOfADeadLetter() {
        acme.log.deadLetters.put(PUBLIC, "invalid");

        assertEquals(Map.of(), violations(true));
    }

    @Test
    void theTopicsOfTheCheckerAreThoseOfIngress() {
        assertEquals(Ingress.sources(), Topics.INPUTS);
    }
}
