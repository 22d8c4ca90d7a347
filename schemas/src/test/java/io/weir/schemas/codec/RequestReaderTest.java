package io.weir.schemas.codec;

import static io.weir.schemas.codec.Samples.assertRefused;
import static io.weir.schemas.codec.Samples.violation;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies of queries. */
class RequestReaderTest {

    private static final String MESSAGES = "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";

    private static RequestReader with(String field) {
        return RequestReader.read("{" + MESSAGES + "," + field + "}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hi",
                "[]",
                "{",
                "{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]",
                "{\"messages\":[{\"content\":\"hi\"}]}}",
                "{\"messages\":[{\"content\":\"hi\"}]} {}",
                "{\"messages\":[{\"content\":\"hi\"}],\"messages\":[{\"content\":\"ho\"}]}",
                "{\"messages\":[{\"content\":\"hi\",\"content\":\"ho\"}]}",
                "{'messages':[{'content':'hi'}]}"
            })
    void aBodyIsOneJsonObjectWithoutRepeatedNames(String body) {
        assertEquals("request", violation(() -> RequestReader.read(body)).field());
    }

    @Test
    void aBodyIsAtMost64Deep() {
        // The message is at depth 3.
        String deep = "[".repeat(61) + "]".repeat(61);
        assertEquals(1, RequestReader.read("{\"messages\":[{\"content\":\"hi\",\"x\":" + deep + "}]}").messages);
        assertEquals(
                "request",
                violation(() -> RequestReader.read("{\"messages\":[{\"content\":\"hi\",\"x\":[" + deep + "]}]}"))
                        .field());
        assertEquals(
                "request",
                violation(() -> RequestReader.read("[".repeat(200_000))).field());
        assertEquals(
                "request",
                violation(() -> RequestReader.read("{\"x\":" + "[".repeat(200_000)))
                        .field());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"messages\":null}",
                "{\"messages\":{}}",
                "{\"messages\":\"hi\"}",
                "{\"messages\":[]}",
                "{\"messages\":[\"hi\"]}",
                "{\"messages\":[[]]}",
                "{\"messages\":[{}]}",
                "{\"messages\":[{\"role\":\"user\"}]}",
                "{\"messages\":[{\"role\":\"user\",\"content\":\"\"}]}",
                "{\"messages\":[{\"role\":\"user\",\"content\":null}]}",
                "{\"messages\":[{\"role\":\"system\",\"content\":\"\"},{\"role\":\"user\",\"content\":\"\"}]}"
            })
    void messagesAreObjectsAndSayMoreThanTheirRoles(String body) {
        assertEquals(
                "request.messages", violation(() -> RequestReader.read(body)).field());
    }

    @Test
    void anEmptyPromptIsRefusedWithTheBodyThatHasIt() {
        String body = "{\"messages\":[{\"role\":\"user\",\"content\":\"\"}]}";
        assertRefused("request.messages", body, () -> RequestReader.read(body));
        assertRefused("request.messages", "{\"messages\":[]}", () -> RequestReader.read("{\"messages\":[]}"));
    }

    /** Escaped, a half of a pair gets through UTF-8; nothing behind ingress could write it as text. */
    @Test
    void aLoneSurrogateIsRefusedWhereverItIs() {
        assertRefused(
                "request.messages.0.content",
                "a\\ud800b",
                () -> RequestReader.read("{\"messages\":[{\"role\":\"user\",\"content\":\"a\\ud800b\"}]}"));
        assertRefused("request.user", "\\udc00", () -> with("\"user\":\"\\uDC00\""));
        assertRefused("request.x.\ud83d", "\\ud83d", () -> with("\"x\":{\"\\ud83d\":1}"));
        assertRefused("request.user", "\\udc00\\ud800", () -> with("\"user\":\"\\udc00\\ud800\""));
    }

    @Test
    void aPairOfSurrogatesIsACharacter_andAnEscapedBackslashIsNone() {
        assertEquals("userhi".length(), with("\"user\":\"\\ud83d\\ude00\"").promptBytes);
        assertEquals("userhi".length(), with("\"user\":\"\\\\ud800\"").promptBytes);
    }

    @Test
    void allTextOfTheMessagesCounts_inBytes() {
        RequestReader body = RequestReader.read("{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\","
                + "\"text\":\"h\\u00e9\"}]},{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"c\","
                + "\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]}],\"temperature\":0.5,\"stop\":[\"never\"]}");

        assertEquals(2, body.messages);
        assertEquals("user".length() + "text".length() + 3 + "assistant".length() + 1 + 1 + 2, body.promptBytes);
        assertEquals(Set.of(), body.capabilities);
    }

    /** Templates render tools as JSON: names, numbers and punctuation become tokens too, so they must be held. */
    @ParameterizedTest
    @ValueSource(strings = {"tools", "functions", "response_format"})
    void schemasCountAsTheyStand(String field) {
        String schema = "[{\"function\":{\"parameters\":{\"properties\":{\"city\":{\"maxLength\":12345}}}}}]";

        assertEquals("userhi".length() + schema.length(), with("\"" + field + "\":" + schema).promptBytes);
        assertEquals("userhi".length(), with("\"" + field + "\":null").promptBytes);
    }

    @Test
    void capabilitiesAreReadOffTheBody() {
        assertEquals(Set.of("tools"), with("\"tools\":[{\"type\":\"function\"}]").capabilities);
        assertEquals(
                Set.of("vision"),
                RequestReader.read("{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\","
                                + "\"image_url\":{\"url\":\"data:\"}}]}]}")
                        .capabilities);
    }

    @Test
    void theOutputCeilingIsFrom1To10Million() {
        assertEquals(0, with("\"max_tokens\":null").maxOutputTokens);
        assertEquals(1, with("\"max_tokens\":1").maxOutputTokens);
        assertEquals(10_000_000, with("\"max_completion_tokens\":10000000").maxOutputTokens);
        assertEquals(7, with("\"max_tokens\":5,\"max_completion_tokens\":7").maxOutputTokens);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-1, -1",
        "10000001, 10000001",
        "1.5, 1.5",
        "1e30, 1e30",
        "1.0, 1.0",
        "'\"5\"', 5",
        "true, true",
        "[1], [",
        "9223372036854775807, 9223372036854775807",
        "123456789012345678901234567890, 123456789012345678901234567890"
    })
    void anotherOutputCeilingIsRefusedByName(String json, String value) {
        assertRefused("request.max_tokens", value, () -> with("\"max_tokens\":" + json));
        assertRefused("request.max_completion_tokens", value, () -> with("\"max_completion_tokens\":" + json));
    }

    @Test
    void eachQueryHasOneAnswer() {
        assertEquals(1, with("\"n\":1").messages);
        assertEquals(1, with("\"n\":null").messages);
        assertRefused("request.n", "2", () -> with("\"n\":2"));
        assertRefused("request.n", "0", () -> with("\"n\":0"));
        assertRefused("request.n", "1", () -> with("\"n\":\"1\""));
    }

    @Test
    void parametersOfSamplingAreNoPrompt() {
        assertEquals(
                "userhi".length(),
                with("\"seed\":1e400,\"logit_bias\":{\"50256\":-100},\"stop\":[\"never\"]").promptBytes);
    }

    /** The worker forwards the whole body, and a chat template may render any of it: a hold must bound it. */
    @Test
    void fieldsThatItDoesNotKnowCountAsPrompt() {
        String documents = "[{\"title\":\"t\",\"text\":\"long\"}]";
        assertEquals(
                "userhi".length() + "documents".length() + documents.length(),
                with("\"documents\":" + documents).promptBytes);
        assertEquals(
                "userhi".length() + "chat_template_kwargs".length() + "{\"é\":1}".getBytes(UTF_8).length,
                with("\"chat_template_kwargs\":{\"é\":1}").promptBytes);
        assertEquals("userhi".length() + "notehey".length(), with("\"note\":\"hey\"").promptBytes);
        assertEquals("userhi".length() + "x".length(), with("\"x\":1e400").promptBytes);
    }

    @Test
    void anUnknownFieldDoesNotStandInForAPrompt() {
        assertEquals(
                "request.messages",
                violation(() -> RequestReader.read("{\"messages\":[{\"content\":\"\"}],\"note\":\"hey\"}"))
                        .field());
    }

    @Test
    void whatOverridesTheCeilingAtAnEngineIsRefusedByName() {
        assertRefused("request.n_predict", "5000", () -> with("\"n_predict\":5000"));
        assertRefused("request.max_new_tokens", "5000", () -> with("\"max_new_tokens\":5000"));
        assertRefused("request.best_of", "2", () -> with("\"best_of\":2"));
        assertRefused("request.n_cmpl", "2", () -> with("\"n_cmpl\":2"));
        assertRefused("request.chat_template", "x", () -> with("\"chat_template\":\"x\""));
        assertEquals(1, with("\"best_of\":1,\"n_predict\":null").messages);
    }
}
