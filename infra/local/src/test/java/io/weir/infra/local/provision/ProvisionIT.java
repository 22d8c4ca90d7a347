package io.weir.infra.local.provision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.infra.broker.BrokerConfig;
import io.weir.infra.broker.EmbeddedBroker;
import io.weir.infra.registry.RegistryConfig;
import io.weir.infra.registry.RegistryServer;
import io.weir.schemas.Topic;
import io.weir.schemas.Topics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** On a broker and a registry without any part of Weir. What a catalogue becomes once parts run is the stack's test. */
final class ProvisionIT {

    @TempDir
    static Path directory;

    private static EmbeddedBroker broker;
    private static RegistryServer registry;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(BrokerConfig.at(directory.resolve("kafka")));
        registry = RegistryServer.start(RegistryConfig.of(broker.bootstrapServers(), 0));
    }

    @AfterAll
    static void stop() {
        if (registry != null) {
            registry.close();
        }
        if (broker != null) {
            broker.close();
        }
    }

    private record Ended(int status, String complaints) {}

    private static Ended provision(String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("--bootstrap", broker.bootstrapServers(), "--registry", registry.url()));
        arguments.addAll(List.of(more));
        StringWriter errors = new StringWriter();
        CommandLine line = ProvisionCommand.line().setErr(new PrintWriter(errors));
        return new Ended(line.execute(arguments.toArray(String[]::new)), errors.toString());
    }

    @Test
    void everyTopicAndItsSchemaAreThere_alsoTheSecondTime() throws Exception {
        assertEquals(new Ended(0, ""), provision("--timeout", "PT5M"));
        assertEquals(new Ended(0, ""), provision("--timeout", "PT5M"));

        Set<String> topics = Topics.fixed().stream().map(topic -> topic.name()).collect(Collectors.toSet());
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            assertTrue(admin.listTopics().names().get().containsAll(topics));
        }
        String subjects = get("/subjects");
        for (Topic<?> topic : Topics.fixed()) {
            assertTrue(subjects.contains("\"" + topic.subject() + "\""), topic.subject() + " in " + subjects);
        }
    }

    @Test
    void aCatalogueThatNobodyReads_isAFailureThatNamesWhoShould() throws Exception {
        Path file = Files.writeString(directory.resolve("one.yaml"), "accounts: [{account: acme}]\n");

        Ended ended = provision("--config", file.toString(), "--timeout", "PT1S");

        assertEquals(1, ended.status());
        assertTrue(ended.complaints().contains("weir-ingress did not reach"), ended.complaints());
    }

    @Test
    void aFileThatIsWrong_isRefusedBeforeAnythingIsWritten() throws Exception {
        Path file =
                Files.writeString(directory.resolve("wrong.yaml"), "accounts: [{account: acme}, {account: acme}]\n");

        Ended ended = provision("--config", file.toString());

        assertEquals(1, ended.status());
        assertTrue(ended.complaints().contains("accounts: acme is declared twice"), ended.complaints());
    }

    private static String get(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(registry.url() + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
