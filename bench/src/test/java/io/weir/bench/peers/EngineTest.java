package io.weir.bench.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class EngineTest {

    @Test
    void bytesAndTheTemplateAreTheInput_andTheCountIsByUser() throws Exception {
        try (Engine engine = Engine.start(1)) {
            JsonNode usage = ask(engine, "plain", "a", 50).path("usage");
            ask(engine, "plain", "a", 50);
            ask(engine, "plain", "b", 50);

            assertEquals(
                    "user".length() + Prices.PROMPT.length() + EngineModel.TEMPLATE_TOKENS,
                    usage.path("prompt_tokens").asInt());
            EngineClient client = new EngineClient(engine.url());
            assertEquals(new Engine.Counted(2, 60, 100), client.billedTo("a"));
            assertEquals(new Engine.Counted(1, 30, 50), client.billedTo("b"));
            assertEquals(Engine.Counted.NOTHING, client.billedTo("c"));
            assertEquals(2 * Prices.request(50), Prices.cost(client.billedTo("a")));
        }
    }

    @Test
    void maxTokensCutsAnAnswer_butNotThatOfTheModelThatOverbills() throws Exception {
        try (Engine engine = Engine.start(1)) {
            JsonNode cut = ask(engine, "plain", "a", 5);
            JsonNode above = ask(engine, "overbilling", "a", 5);

            assertEquals(5, cut.at("/usage/completion_tokens").asInt());
            assertEquals("length", cut.at("/choices/0/finish_reason").asText());
            assertEquals(50, above.at("/usage/completion_tokens").asInt());
            assertEquals("stop", above.at("/choices/0/finish_reason").asText());
        }
    }

    private static JsonNode ask(Engine engine, String model, String user, int maxTokens) throws Exception {
        String body = "{\"model\":\"" + model + "\",\"user\":\"" + user + "\",\"max_tokens\":" + maxTokens
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"" + Prices.PROMPT + "\"}]}";
        HttpRequest request = HttpRequest.newBuilder(URI.create(engine.url() + "/v1/chat/completions"))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        String answer = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
        return new ObjectMapper().readTree(answer);
    }
}
