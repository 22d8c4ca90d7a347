package io.weir.infra.local.up;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class StackTableTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void theHeadlineHasTheStatusesThatOccur() throws IOException {
        JsonNode summary =
                JSON.readTree("{'queries': {'passed': 7, 'failed': 2, 'expired': 0}, 'closed': 9,".replace('\'', '"')
                        + " 'pass_rate': 0.7777, 'cost_nanodollars': 1234, 'cost_of_pass_nanodollars': 176}"
                                .replace('\'', '"'));

        assertEquals(
                "queries 10 of 20 sent, 9 closed:  passed 7  failed 2 | pass rate 0.778 | cost $0.000001234"
                        + " | cost of a pass $0.000000176",
                StackTable.headline(summary, 10, 20));
    }

    @Test
    void aFigureThatIsNotKnownIsADash_neverZero() throws IOException {
        String headline = StackTable.headline(
                JSON.readTree("{\"closed\": 0, \"pass_rate\": null, \"cost_nanodollars\": 0}"), 0, 20);

        assertEquals("queries 0 of 20 sent, 0 closed: | pass rate - | cost $0.000000000 | cost of a pass -", headline);
    }

    @Test
    void limitsAreShownInTheirOwnUnit() throws IOException {
        String table = StackTable.of(JSON.createObjectNode(), JSON.readTree(accounts()), 0, 0);

        assertTrue(table.contains("acme     month     calendar_month  $0.010000000"), table);
        assertTrue(table.contains("100.0 J"), table);
        assertTrue(table.contains("7 requests"), table);
    }

    private static String accounts() {
        return ("{'accounts': [{'account': 'acme', 'limits': ["
                        + limit("month", "money", "calendar_month", "nanodollars", 10_000_000) + ","
                        + limit("energy", "energy", "lifetime", "millijoules", 100_000) + ","
                        + limit("requests", "requests", "lifetime", "requests", 7) + "]}]}")
                .replace('\'', '"');
    }

    private static String limit(String id, String unit, String window, String suffix, long amount) {
        StringBuilder json =
                new StringBuilder("{'limit_id': '" + id + "', 'unit': '" + unit + "', 'window': '" + window + "'");
        for (String name : new String[] {"limit", "held", "posted", "excess", "free"}) {
            json.append(", '")
                    .append(name)
                    .append('_')
                    .append(suffix)
                    .append("': ")
                    .append(amount);
        }
        return json.append('}').toString();
    }
}
