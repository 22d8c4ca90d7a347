package io.weir.workers.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.weir.core.query.Verdict;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonSchemaVerifierTest {

    private static final String CITY = "{\"type\":\"object\",\"required\":[\"city\"],\"additionalProperties\":false,"
            + "\"properties\":{\"city\":{\"type\":\"string\",\"pattern\":\"^[A-Z]\"},\"size\":{\"$ref\":\"#/$defs/n\"}},"
            + "\"$defs\":{\"n\":{\"type\":\"integer\",\"minimum\":1}}}";

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{\"city\":\"Oslo\"}; PASS",
                "{\"city\": \"Oslo\", \"size\": 2}; PASS",
                "{\"city\":\"oslo\"}; FAIL",
                "{\"city\":\"Oslo\",\"size\":0}; FAIL",
                "{\"city\":\"Oslo\",\"more\":1}; FAIL",
                "{\"city\":\"Oslo\"} and more; FAIL",
                "Here it is: {\"city\":\"Oslo\"}; FAIL",
                "{\"city\":; FAIL"
            })
    void oneJsonValueThatFulfilsTheSchema_passes(String answer, Verdict result) {
        assertEquals(result, verdict(CITY, answer).verdict());
    }

    @Test
    void emptyText_isNoJson() {
        assertEquals(Verdict.FAIL, verdict(CITY, " \n").verdict());
        AnswerVerifierTest.assertBad("json_schema", Map.of("schema", ""), "schema", "is empty");
    }

    @Test
    void draft2020_12_isMeant() {
        String tuple = "{\"prefixItems\":[{\"type\":\"string\"}],\"items\":false}";
        assertEquals(Verdict.PASS, verdict(tuple, "[\"a\"]").verdict());
        assertEquals(Verdict.FAIL, verdict(tuple, "[\"a\",1]").verdict());
    }

    @Test
    void schemaOfOneVerifier_isNotSeenByAnother() {
        String named = "{\"$id\":\"https://example.org/a\",\"type\":\"string\"}";
        assertEquals(Verdict.PASS, verdict(named, "\"x\"").verdict());
        AnswerVerifierTest.assertBad(
                "json_schema", Map.of("schema", "{\"$ref\":\"https://example.org/a\"}"), "schema", "cannot be used");
    }

    @Test
    void reference_isNeverFetched() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            calls.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
        try {
            String uri = "http://localhost:" + server.getAddress().getPort() + "/s.json";
            AnswerVerifierTest.assertBad(
                    "json_schema", Map.of("schema", "{\"$ref\":\"" + uri + "\"}"), "schema", "cannot be used");
            AnswerVerifierTest.assertBad(
                    "json_schema", Map.of("schema", "{\"$schema\":\"" + uri + "\"}"), "schema", "another dialect");
        } finally {
            server.stop(0);
        }
        assertEquals(0, calls.get());
    }

    @Test
    void schemaThatNeverEnds_isUnknown() {
        Judgement verdict = verdict("{\"$ref\":\"#\"}", "1");
        assertEquals(Verdict.UNKNOWN, verdict.verdict());
        assertTrue(verdict.error().orElseThrow().contains("refers to itself"));
    }

    @Test
    void schemaWhoseReferencesMultiply_isRefused() {
        StringBuilder schema = new StringBuilder("{\"$ref\":\"#/$defs/a0\",\"$defs\":{");
        for (int i = 0; i < 40; i++) {
            String next = "{\"$ref\":\"#/$defs/a" + (i + 1) + "\"}";
            schema.append("\"a" + i + "\":{\"allOf\":[" + next + "," + next + "]},");
        }
        schema.append("\"a40\":{\"type\":\"integer\"}}}");
        AnswerVerifierTest.assertBad(
                "json_schema", Map.of("schema", schema.toString()), "schema", "keywords where its references lead");
    }

    @Test
    void recursionThatTheAnswerMultiplies_isUnknown() {
        String tree = "{\"properties\":{\"a\":{\"allOf\":[{\"$ref\":\"#\"},{\"$ref\":\"#\"}]}}}";
        assertEquals(Verdict.PASS, verdict(tree, nested(5)).verdict());
        Judgement verdict = verdict(tree, nested(60));
        assertEquals(Verdict.UNKNOWN, verdict.verdict());
        assertTrue(verdict.error().orElseThrow().contains("more than"), verdict.toString());
    }

    @Test
    void longestAnswer_isJudged_aLongerOneIsNot() {
        String numbers = "{\"items\":{\"type\":\"integer\",\"minimum\":1}}";
        String most = "[1" + ",1".repeat(RegexVerifier.MAX_ANSWER_CHARACTERS / 2 - 2) + " ]";
        assertEquals(RegexVerifier.MAX_ANSWER_CHARACTERS, most.length());
        assertEquals(Verdict.PASS, verdict(numbers, most).verdict());
        Judgement verdict = verdict(numbers, most + " ");
        assertEquals(Verdict.UNKNOWN, verdict.verdict());
        assertTrue(verdict.error().orElseThrow().contains("is longer than"), verdict.toString());
    }

    private static String nested(int depth) {
        return "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
    }

    @Test
    void numberBeyondADouble_doesNotBreakTheVerifier() {
        assertEquals(
                Verdict.UNKNOWN, verdict("{\"multipleOf\":3}", "1e999999999").verdict());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{; is not JSON",
                "{\"type\":5}; is not a schema",
                "{\"minimum\":\"one\"}; is not a schema",
                "{\"$ref\":\"#/$defs/none\"}; cannot be used",
                "{\"$ref\":\"file:///etc/hosts\"}; cannot be used",
                "{\"$schema\":\"http://json-schema.org/draft-07/schema#\"}; is of another dialect",
                "{\"pattern\":\"(a\"}; is not a pattern"
            })
    void brokenSchema_isRefusedUpFront(String schema, String why) {
        AnswerVerifierTest.assertBad("json_schema", Map.of("schema", schema), "schema", why);
    }

    private static Judgement verdict(String schema, String answer) {
        return AnswerVerifier.of("json_schema", Map.of("schema", schema)).verify(answer);
    }
}
