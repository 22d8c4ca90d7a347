package io.weir.infra.local.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReportTest {

    private final AcmeLog acme = AcmeLog.clean();

    @Test
    void aCleanReportSaysSoLastAndHasNoFailure() {
        Report report = report();

        assertTrue(report.clean());
        assertTrue(report.text().endsWith("clean, at rest"), report.text());
        assertFalse(report.text().contains("FAIL"), report.text());
    }

    @Test
    void aBrokenInvariantNamesItsFirstViolation() {
        acme.entry(3).setReleased(AcmeLog.money(99));

        String text = report().text();

        assertTrue(text.contains("FAIL  I3 holds"), text);
        assertTrue(
                text.contains("weir.ledger.v1/" + AcmeLog.HOME + "@3 (entry acme/4): expected the hold of acme/q1/1"),
                text);
        assertTrue(text.endsWith("violated"), text);
    }

    @Test
    void anIdWithALineBreakForgesNoLine() {
        acme.entry(4).setId("x\nclean");
        acme.entry(5).setId("x\nclean");

        String text = report().text();

        assertTrue(text.contains("x\\u000aclean"), text);
    }

    @Test
    void jsonHasTheCoordinatesOfAViolation() throws Exception {
        acme.entry(5).setId(acme.entry(2).getId());

        JsonNode json = new ObjectMapper().readTree(report().json());

        assertEquals("violated", json.get("status").asText());
        JsonNode ledger = json.get("invariants").get(3);
        assertEquals("ledger", ledger.get("name").asText());
        assertFalse(ledger.get("ok").asBoolean());
        assertEquals(5, ledger.get("first").get("offset").asInt());
        assertEquals(7, ledger.get("counts").get("entries").asInt());
    }

    @Test
    void whatCouldNotBeJudgedIsNoPass() {
        CheckOptions options = CheckOptions.underWay().with(Duration.ZERO);
        List<Check> checks = new ArrayList<>(Checker.run(acme.log, false));
        checks.add(AggregatesCheck.of(() -> acme.log, options, new Patience(Duration.ZERO)));
        Report report = new Report(checks, false);

        assertTrue(report.clean());
        assertFalse(report.judged());
        assertTrue(report.text().contains("none  I4"), report.text());
        assertTrue(report.text().endsWith("clean; not judged: I4"), report.text());
        assertTrue(report.json().contains("\"status\" : \"not judged\""), report.json());
    }

    @Test
    void aPromiseOverATopicThatHasLostItsFirstRecordsIsNoPass() {
        for (String name : List.of("I1", "I2", "I3 holds", "I3 costs", "ledger", "work")) {
            acme.log.cut.clear();
            acme.log.cut.add(name.equals("I2") ? Topics.INBOX.name() : Topics.LEDGER.name());

            Report report = report();

            assertFalse(report.judged(), report.text());
            assertTrue(report.text().contains("none  " + name), report.text());
        }
    }

    private Report report() {
        return new Report(Checker.run(acme.log, true), true);
    }
}
