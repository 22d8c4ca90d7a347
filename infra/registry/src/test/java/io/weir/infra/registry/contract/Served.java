package io.weir.infra.registry.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.infra.registry.contract.Rest.Reply;
import java.util.Set;

/** A server under the contract, and what tests of it share. */
interface Served {

    String INT = "\"int\"";
    String LONG = "\"long\"";
    String STRING = "\"string\"";

    Rest rest();

    /** Where the server answers otherwise than the contract says. */
    Set<Difference> differences();

    default boolean has(Difference difference) {
        return differences().contains(difference);
    }

    /** A record of the name, {@code {"name":"a","type":"int"}} fields given as {@code a} or {@code a=0} with a default. */
    static String record(String name, String... fields) {
        StringBuilder text = new StringBuilder();
        for (String field : fields) {
            String[] parts = field.split("=", 2);
            text.append(text.isEmpty() ? "" : ",")
                    .append("{\"name\":\"" + parts[0] + "\",\"type\":\"int\"")
                    .append(parts.length == 2 ? ",\"default\":" + parts[1] + "}" : "}");
        }
        return "{\"type\":\"record\",\"name\":\"" + name + "\",\"fields\":[" + text + "]}";
    }

    /** Registers and gives the id. */
    default int register(String subject, String schema, String... references) {
        String path = "/subjects/" + subject + "/versions";
        Reply reply = references.length == 0 ? rest().post(path, schema) : rest().post(path, schema, references);
        return taken(reply).path("id").intValue();
    }

    /** The body of an answer of 200. */
    static JsonNode taken(Reply reply) {
        assertEquals(200, reply.status(), reply.toString());
        return reply.json();
    }

    default void setLevel(String scope, String level) {
        taken(rest().put("/config" + scope, "compatibility", level));
    }

    /**
     * Checks a refusal.
     *
     * @param code of Confluent; its first three digits are the status
     */
    default void refused(int code, String message, Reply reply) {
        JsonNode body = reply.json();
        assertEquals(code, body.path("error_code").intValue(), reply.toString());
        assertEquals(statusOf(code), reply.status(), reply.toString());
        String found = body.path("message").asText();
        if (has(Difference.OWN_WORDS) && code != 40401 && code != 40402) {
            assertTrue(!found.isBlank(), reply.toString());
        } else {
            assertTrue(found.startsWith(message), () -> "expected " + message + ", found " + found);
        }
    }

    private int statusOf(int code) {
        if (has(Difference.OUT_OF_ORDER_IS_409) && code >= 40405 && code <= 40407) {
            return 409;
        }
        return code > 999 ? code / 100 : code;
    }

    /** What is stored means the same, whatever its blanks. */
    static void sameSchema(String expected, JsonNode found) {
        assertEquals(Rest.parsed(expected), Rest.parsed(found.asText()));
    }
}
