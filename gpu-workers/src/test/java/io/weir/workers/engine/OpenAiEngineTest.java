package io.weir.workers.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.core.cost.Usage;
import io.weir.core.query.Answer;
import io.weir.core.query.ErrorClass;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenAiEngineTest {

    private static final String OK = "{\"id\":\"chatcmpl-1\",\"model\":\"m-0613\",\"choices\":[{\"index\":0,"
            + "\"finish_reason\":\"stop\",\"message\":{\"role\":\"assistant\",\"content\":\"42\"}}],"
            + "\"usage\":{\"prompt_tokens\":20,\"completion_tokens\":7,\"prompt_tokens_details\":{\"cached_tokens\":8},"
            + "\"completion_tokens_details\":{\"reasoning_tokens\":3}}}";

    private FakeProvider provider;
    private OpenAiEngine engine;

    @BeforeEach
    void start() throws Exception {
        provider = new FakeProvider();
        engine = new OpenAiEngine(OpenAiConfig.at(provider.baseUrl()));
    }

    @AfterEach
    void stop() {
        engine.close();
        provider.close();
    }

    @Test
    void answer_isReadWithItsUsage() throws Exception {
        provider.says(200, OK);
        EngineReply reply = engine.ask(request());
        assertEquals(Optional.of("42"), reply.content());
        assertEquals(Optional.of("stop"), reply.finishReason());
        assertEquals(Optional.of("m-0613"), reply.servedModel());
        assertEquals(Optional.of("req-7"), reply.requestId());
        assertEquals(Optional.of(new Usage(20, 8, 0, 7, 3)), reply.usage());
        assertFalse(reply.truncated());
    }

    @Test
    void request_goesToChatCompletionsWithModelAndCeiling() throws Exception {
        provider.says(200, OK);
        engine.ask(request());
        FakeProvider.Asked asked = provider.asked().remove();
        assertEquals("/v1/chat/completions", asked.path());
        assertTrue(asked.body().contains("\"model\":\"m\""), asked.body());
        assertTrue(asked.body().contains("\"max_tokens\":9"), asked.body());
        assertEquals(Optional.empty(), asked.authorization());
    }

    @Test
    void key_isSentAsBearerAndNeverShown() throws Exception {
        provider.says(200, OK);
        OpenAiConfig config = new OpenAiConfig(
                URI.create(provider.baseUrl() + "/"), Optional.of("secret"), Duration.ofSeconds(30), 9999);
        new OpenAiEngine(config).ask(request());
        assertEquals(Optional.of("Bearer secret"), provider.asked().remove().authorization());
        assertFalse(config.toString().contains("secret"));
    }

    @Test
    void toolCallsAndRefusal_areRead() throws Exception {
        provider.says(
                200,
                "{\"choices\":[{\"finish_reason\":\"tool_calls\",\"message\":{\"content\":null,\"refusal\":\"no\","
                        + "\"tool_calls\":[{\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"f\","
                        + "\"arguments\":\"{\\\"a\\\":1}\"}}]}}]}");
        EngineReply reply = engine.ask(request());
        assertEquals(Optional.empty(), reply.content());
        assertEquals(Optional.of("no"), reply.refusal());
        assertEquals(List.of(new Answer.ToolCall("c1", "function", "f", "{\"a\":1}")), reply.toolCalls());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "``",
                ",\"usage\":null",
                ",\"usage\":{\"prompt_tokens\":3}",
                ",\"usage\":{\"prompt_tokens\":-3,\"completion_tokens\":1}",
                ",\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":1,\"prompt_tokens_details\":{\"cached_tokens\":4}}"
            })
    void usageThatIsMissingOrMakesNoSense_isAbsentAndNotZero(String usage) throws Exception {
        provider.says(200, "{\"choices\":[{\"message\":{\"content\":\"a\"}}]" + usage + "}");
        assertEquals(Optional.empty(), engine.ask(request()).usage());
    }

    @Test
    void lengthAsFinishReason_isTruncated() throws Exception {
        provider.says(200, OK.replace("\"stop\"", "\"length\""));
        assertTrue(engine.ask(request()).truncated());
    }

    @ParameterizedTest
    @CsvSource({
        "400, CALLER",
        "413, CALLER",
        "422, CALLER",
        "401, OWN",
        "403, OWN",
        "404, OWN",
        "429, PROVIDER",
        "500, PROVIDER",
        "503, PROVIDER",
        "302, PROVIDER"
    })
    void httpStatus_saysWhoIsAtFault(int status, ErrorClass errorClass) {
        provider.says(status, "{\"error\":{\"message\":\"because\",\"code\":null}}");
        EngineException error = assertThrows(EngineException.class, () -> engine.ask(request()));
        assertEquals(errorClass, error.errorClass());
        assertEquals("http_" + status, error.code());
        assertEquals("because", error.reason());
    }

    @Test
    void contentFilter_isPolicyWhetherRefusedOrCutOff() {
        provider.says(400, "{\"error\":{\"message\":\"filtered\",\"code\":\"content_filter\"}}");
        EngineException refused = assertThrows(EngineException.class, () -> engine.ask(request()));
        assertEquals(ErrorClass.POLICY, refused.errorClass());
        provider.says(200, OK.replace("\"stop\"", "\"content_filter\""));
        EngineException cut = assertThrows(EngineException.class, () -> engine.ask(request()));
        assertEquals(ErrorClass.POLICY, cut.errorClass());
        assertEquals(Optional.of(new Usage(20, 8, 0, 7, 3)), cut.usage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {"oops", "[]", "{}", "{\"choices\":[]}"})
    void answerThatIsNone_isTheProvidersFault(String body) {
        provider.says(200, body);
        assertError(ErrorClass.PROVIDER, "bad_response", request());
    }

    @Test
    void answerBeyondTheBound_isGivenUp() {
        provider.says(200, OK);
        URI base = URI.create(provider.baseUrl());
        int bytes = OK.length();
        engine = new OpenAiEngine(new OpenAiConfig(base, Optional.empty(), Duration.ofSeconds(30), bytes - 1));
        EngineException large = assertError(ErrorClass.PROVIDER, "response_too_large", request());
        assertEquals(OptionalLong.of(bytes - 1), large.cutOff());
        engine = new OpenAiEngine(new OpenAiConfig(base, Optional.empty(), Duration.ofSeconds(30), bytes));
        org.junit.jupiter.api.Assertions.assertDoesNotThrow(() -> engine.ask(request()));
    }

    @Test
    void serverThatIsNotThere_isTheProvidersFault() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        engine = new OpenAiEngine(OpenAiConfig.at("http://localhost:" + port + "/v1"));
        EngineException refused = assertError(ErrorClass.PROVIDER, "connect", request());
        assertEquals(OptionalLong.empty(), refused.cutOff(), "nothing was sent");
    }

    @Test
    void bodyThatHangs_endsWithTheRemainingTime() throws Exception {
        provider.says(200, OK).hangs();
        EngineException late = assertError(ErrorClass.PROVIDER, "timeout", request(Duration.ofSeconds(2)));
        assertEquals(OptionalLong.of(0), late.cutOff(), "the request was sent");
    }

    @Test
    void interrupt_endsTheCall() throws Exception {
        provider.says(200, OK).hangs();
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                engine.ask(request());
            } catch (EngineException | InterruptedException e) {
                ended.complete(e);
            }
        });
        thread.start();
        Awaitility.await().until(() -> !provider.asked().isEmpty());
        thread.interrupt();
        assertTrue(ended.get(30, java.util.concurrent.TimeUnit.SECONDS) instanceof InterruptedException);
    }

    @Test
    void close_endsRunningCalls() throws Exception {
        provider.says(200, OK).hangs();
        CompletableFuture<String> code = CompletableFuture.supplyAsync(() ->
                assertThrows(EngineException.class, () -> engine.ask(request())).code());
        Awaitility.await().until(() -> !provider.asked().isEmpty());
        engine.close();
        assertEquals("engine_closed", code.get(30, java.util.concurrent.TimeUnit.SECONDS));
    }

    @Test
    void brokenConfig_isNamed() {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> OpenAiConfig.at("localhost:8080"))
                .getMessage()
                .startsWith("baseUrl: localhost:8080"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> OpenAiConfig.at("http://localhost/v1")
                        .withKeyFrom("WEIR_NO_SUCH_VARIABLE"))
                .getMessage()
                .contains("WEIR_NO_SUCH_VARIABLE"));
    }

    private EngineException assertError(ErrorClass errorClass, String code, EngineRequest request) {
        EngineException error = assertThrows(EngineException.class, () -> engine.ask(request));
        assertEquals(errorClass, error.errorClass());
        assertEquals(code, error.code());
        return error;
    }

    private static EngineRequest request() {
        return request(Duration.ofSeconds(30));
    }

    private static EngineRequest request(Duration remaining) {
        try {
            ChatBody body = ChatBody.parse("{\"messages\":[{\"role\":\"user\",\"content\":\"6 * 7?\"}]}");
            return new EngineRequest("m", body, 9, remaining);
        } catch (EngineException e) {
            throw new AssertionError(e);
        }
    }
}
