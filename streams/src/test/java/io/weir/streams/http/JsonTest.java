package io.weir.streams.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 0.000000001",
        "-1, -0.000000001",
        "1000000000, 1",
        "12000, 0.000012",
        "10000000000, 10",
        "9223372036854775807, 9223372036.854775807"
    })
    void dollarsAreExact(long nanodollars, String dollars) {
        assertEquals(dollars, Json.dollars(nanodollars));
    }

    @Test
    void nanodollars_haveDollarsBesideThem() {
        ObjectNode node = Json.object();
        Json.put(node, "cost_nanodollars", 1_500L);
        Json.put(node, "cost_of_pass_nanodollars", 333.25);
        Json.put(node, "tokens", 4L);

        assertEquals(
                "{\"cost_nanodollars\":1500,\"cost_dollars\":\"0.0000015\","
                        + "\"cost_of_pass_nanodollars\":333.25,\"cost_of_pass_dollars\":\"0.00000033325\",\"tokens\":4}",
                node.toString());
    }

    @Test
    void aRatioThatIsNoNumber_isNull() {
        ObjectNode node = Json.object();
        Json.put(node, "pass_rate", Double.NaN);

        assertEquals("{\"pass_rate\":null}", node.toString());
    }
}
