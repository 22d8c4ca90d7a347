package io.weir.workers.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.weir.core.query.ErrorClass;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatBodyTest {

    @Test
    void unknownFields_passThroughUnchanged() throws Exception {
        String sent = ChatBody.parse("{\"messages\":[{\"role\":\"user\",\"content\":\"hi\",\"x\":[1,null]}],"
                        + "\"temperature\":0.70,\"seed\":12345678901234567890,\"vendor\":{\"a\":1e-7}}")
                .forEngine("m", 5);
        assertTrue(sent.contains("\"x\":[1,null]"), sent);
        assertTrue(sent.contains("\"temperature\":0.70"), sent);
        assertTrue(sent.contains("\"seed\":12345678901234567890"), sent);
        assertTrue(sent.contains("\"vendor\":{\"a\":1E-7}"), sent);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            nullValues = "-",
            value = {
                "``; 50; 50; -",
                ",\"max_tokens\":80; 50; 50; -",
                ",\"max_tokens\":20; 20; 20; -",
                ",\"max_tokens\":null; 50; 50; -",
                ",\"max_completion_tokens\":80; 50; -; 50",
                ",\"max_completion_tokens\":20; 20; -; 20",
                ",\"max_tokens\":10,\"max_completion_tokens\":20; 10; -; 10"
            })
    void ceiling_replacesWhatTheBodyAsksUnlessThatIsLess(
            String fields, long ceiling, String maxTokens, String maxCompletionTokens) throws Exception {
        ChatBody body = ChatBody.parse("{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]" + fields + "}");
        EngineRequest request = new EngineRequest("m", body, 50, java.time.Duration.ofSeconds(1));
        JsonNode sent = new JsonMapper().readTree(body.forEngine("m", request.ceiling()));
        assertEquals(ceiling, request.ceiling());
        assertEquals(Optional.ofNullable(maxTokens), text(sent, "max_tokens"));
        assertEquals(Optional.ofNullable(maxCompletionTokens), text(sent, "max_completion_tokens"));
    }

    @Test
    void modelIsReplaced_andStreamingSwitchedOff() throws Exception {
        String json = "{\"model\":\"other\",\"stream\":true,\"stream_options\":{\"include_usage\":true},"
                + "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
        JsonNode sent = new JsonMapper().readTree(ChatBody.parse(json).forEngine("m", 5));
        assertEquals("m", sent.path("model").asText());
        assertEquals("false", sent.path("stream").toString());
        assertTrue(sent.path("stream_options").isMissingNode());
    }

    @Test
    void lastUserText_isTheLastOfItsRoleWithItsPartsTogether() throws Exception {
        ChatBody body = ChatBody.parse(
                "{\"messages\":[{\"role\":\"user\",\"content\":\"first\"},{\"role\":\"user\",\"content\":"
                        + "[{\"type\":\"text\",\"text\":\"a\"},{\"type\":\"image_url\",\"image_url\":{\"url\":\"x\"}},"
                        + "{\"type\":\"text\",\"text\":\"b\"}]},{\"role\":\"assistant\",\"content\":\"no\"}]}");
        assertEquals(Optional.of("ab"), body.lastUserText());
    }

    @Test
    void lastUserText_isAbsentWithoutAUser() throws Exception {
        assertEquals(
                Optional.empty(),
                ChatBody.parse("{\"messages\":[{\"role\":\"system\",\"content\":\"s\"}]}")
                        .lastUserText());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{; is not JSON",
                "[]; is not a JSON object",
                "{}; messages: nothing",
                "{\"messages\":[]}; messages: []",
                "{\"messages\":[\"hi\"]}; messages: \"hi\"",
                "{\"messages\":[{}],\"max_tokens\":0}; max_tokens: 0",
                "{\"messages\":[{}],\"max_tokens\":1.5}; max_tokens: 1.5",
                "{\"messages\":[{}],\"max_completion_tokens\":\"9\"}; max_completion_tokens: \"9\"",
                "{\"messages\":[{}],\"n\":2}; n: 2"
            })
    void brokenBody_isTheCallersAndNamesTheField(String json, String inMessage) {
        EngineException error = assertThrows(EngineException.class, () -> ChatBody.parse(json));
        assertEquals(ErrorClass.CALLER, error.errorClass());
        assertEquals("bad_request", error.code());
        assertTrue(error.reason().contains(inMessage), error.reason());
    }

    private static Optional<String> text(JsonNode node, String field) {
        return node.has(field) ? Optional.of(node.get(field).asText()) : Optional.empty();
    }
}
