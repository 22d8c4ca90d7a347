package io.weir.infra.local.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.infra.local.cluster.Addresses;
import io.weir.infra.local.config.StackFile;
import io.weir.schemas.AvroWire;
import io.weir.schemas.Topic;
import io.weir.schemas.Topics;
import io.weir.v1.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.ShareGroupDescription;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The life of a stack, in order: its parts are real while the shipped workload runs, each query has one result, Ctrl-C ends it,
 * and on the same directory it comes back, does more work, and ends by itself with books that are clean.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class StackE2E {

    private static final String ROUTER = "weir-router";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration WORKLOAD = Duration.ofMinutes(3);
    private static final int SIGTERM_STATUS = 128 + 15;
    private static final Path SHIPPED = WeirProcess.home().resolve("infra/workloads/small-tiers");

    @TempDir
    static Path temporary;

    private static StackFile file;
    private static int queries;
    private static WeirProcess weir;
    private static Addresses stack;
    private static Admin admin;

    @BeforeAll
    static void start() throws IOException {
        file = StackFile.read(SHIPPED.resolve("weir.yaml"));
        queries = Files.readAllLines(SHIPPED.resolve("queries.jsonl")).size()
                * file.workload().rounds();
        weir = up("first.txt");
        stack = weir.awaitUp(state());
        admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrap()));
    }

    private static WeirProcess up(String output, String... more) throws IOException {
        List<String> arguments = new java.util.ArrayList<>(List.of("up", "--dir", state().toString()));
        for (String part : List.of("kafka", "registry", "http", "flink")) {
            arguments.addAll(List.of("--" + part + "-port", "0"));
        }
        arguments.addAll(List.of(more));
        return WeirProcess.start(temporary.resolve(output), arguments.toArray(String[]::new));
    }

    private static Path state() {
        return temporary.resolve("state");
    }

    @AfterAll
    static void stop() {
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
        if (weir != null) {
            weir.close();
        }
    }

    @Test
    @Order(1)
    void theClusterHasTransactionsOfVersionTwo() throws Exception {
        var features = admin.describeFeatures().featureMetadata().get().finalizedFeatures();

        assertEquals(2, features.get("transaction.version").maxVersionLevel());
    }

    @Test
    @Order(2)
    void theLedgerIsWrittenByTheRoutersTransactionsAlone() {
        await().atMost(PATIENCE).untilAsserted(() -> {
            Set<Long> owners = routerTransactions().stream()
                    .map(TransactionDescription::producerId)
                    .collect(Collectors.toSet());
            Set<Long> writers = producersOf(Topics.LEDGER);
            assertFalse(writers.isEmpty(), "nothing has been written");
            assertTrue(owners.containsAll(writers), "written by " + writers + ", the router owns " + owners);
        });
    }

    private static List<TransactionDescription> routerTransactions() throws Exception {
        List<String> ids = admin.listTransactions().all().get().stream()
                .map(TransactionListing::transactionalId)
                .filter(id -> id.startsWith(ROUTER + "-"))
                .toList();
        return List.copyOf(admin.describeTransactions(ids).all().get().values());
    }

    private static Set<Long> producersOf(Topic<?> topic) throws Exception {
        List<TopicPartition> partitions =
                admin
                        .describeTopics(List.of(topic.name()))
                        .allTopicNames()
                        .get()
                        .get(topic.name())
                        .partitions()
                        .stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition()))
                        .toList();
        return admin.describeProducers(partitions).all().get().values().stream()
                .flatMap(partition -> partition.activeProducers().stream())
                .map(ProducerState::producerId)
                .collect(Collectors.toSet());
    }

    @Test
    @Order(3)
    void theRouterIsAGroupOfKafkaStreamsWithMembers() throws Exception {
        ConsumerGroupDescription group =
                admin.describeConsumerGroups(List.of(ROUTER)).all().get().get(ROUTER);

        assertEquals(GroupType.CLASSIC, group.type());
        Set<String> read = group.members().stream()
                .flatMap(member -> member.assignment().topicPartitions().stream())
                .map(TopicPartition::topic)
                .collect(Collectors.toSet());
        assertEquals(Set.of(Topics.INBOX.name()), read);
    }

    @Test
    @Order(4)
    void eachTiersWorkIsHandedOutByAShareGroup() {
        for (String tier : file.tiersByName().keySet()) {
            Set<String> topics = Topics.LANES.stream()
                    .map(lane -> Topics.attempts(tier, lane).name())
                    .collect(Collectors.toSet());
            String group = Topics.workerGroup(tier);
            await(group).atMost(PATIENCE).untilAsserted(() -> assertEquals(topics, sharedBy(group)));
        }
    }

    private static Set<String> sharedBy(String name) throws Exception {
        ShareGroupDescription group =
                admin.describeShareGroups(List.of(name)).all().get().get(name);
        return group.members().stream()
                .flatMap(member -> member.assignment().topicPartitions().stream())
                .map(TopicPartition::topic)
                .collect(Collectors.toSet());
    }

    @Test
    @Order(5)
    void aFlinkJobRunsAndCompletesCheckpoints() {
        Rest flink = new Rest(stack.flink());
        await().atMost(PATIENCE).untilAsserted(() -> {
            JsonNode jobs = flink.json("/jobs/overview").path("jobs");
            assertEquals(1, jobs.size());
            assertEquals("RUNNING", jobs.path(0).path("state").asText());
            String checkpoints = "/jobs/" + jobs.path(0).path("jid").asText() + "/checkpoints";
            assertTrue(flink.json(checkpoints).path("counts").path("completed").asInt() >= 1);
        });
    }

    @Test
    @Order(6)
    void theRegistryHasTheSchemaOfEveryTopic() {
        Rest registry = new Rest(stack.registry());
        for (Topic<?> topic : Topics.fixed()) {
            String versions = "/subjects/" + topic.subject() + "/versions";
            assertEquals(1, registry.json(versions).size(), topic.subject());
            String schema = registry.json(versions + "/latest").path("schema").asText();
            assertEquals(
                    topic.type().getName(), new Schema.Parser().parse(schema).getFullName());
        }
    }

    @Test
    @Order(7)
    void theWorkloadEndsWithOneResultForEachQuery() {
        weir.awaitPrinted("the workload is done", WORKLOAD);

        assertTrue(weir.printed().contains(queries + " queries, " + queries + " with exactly one result"));
        Map<String, Integer> results = new HashMap<>();
        for (Committed.Placed<Result> result :
                Committed.of(Topics.RESULTS, stack.bootstrap(), AvroWire.connect(stack.registry()))) {
            results.merge(result.value().getTenant() + "/" + result.value().getQueryId(), 1, Integer::sum);
        }
        assertEquals(queries, results.size());
        assertEquals(Set.of(1), new HashSet<>(results.values()));
    }

    @Test
    @Order(8)
    void theViewsTellOfAQueryAnAccountAndTheCostOfAPass() {
        Rest views = new Rest(stack.http());

        assertEquals(queries, views.json("/api/v1/summary").path("closed").asInt());
        JsonNode query = views.json("/api/v1/tenants/acme/queries/add1-000-r1");
        assertEquals("closed", query.path("state").asText());
        assertEquals("passed", query.path("result").path("status").asText());
        JsonNode account = views.json("/api/v1/accounts/acme/search");
        assertTrue(account.path("limits").path(0).path("posted_nanodollars").asLong() > 0, account.toString());
        Set<String> tiers = new TreeSet<>();
        views.json("/api/v1/cost-of-pass")
                .path("slices")
                .forEach(slice -> tiers.add(slice.path("slice").path("tier").asText()));
        assertTrue(tiers.containsAll(file.tiersByName().keySet()), "slices of " + tiers);
    }

    @Test
    @Order(9)
    void theViewsAnswerProbesAndMetrics() {
        Rest views = new Rest(stack.http());

        views.text("/livez");
        views.text("/readyz");
        assertTrue(views.text("/metrics").contains("\nweir_queries{"));
    }

    /** The last calibration stays in force, and each decision says how old it is. */
    @Test
    @Order(10)
    void withoutFlink_queriesStillPass() throws Exception {
        Rest flink = new Rest(stack.flink());
        String job =
                flink.json("/jobs/overview").path("jobs").path(0).path("jid").asText();
        flink.patch("/jobs/" + job + "?mode=cancel");
        await().atMost(PATIENCE)
                .until(() -> flink.json("/jobs/" + job).path("state").asText().equals("CANCELED"));

        long first = ageOfCalibrationOf("flink-stopped-1");
        long second = ageOfCalibrationOf("flink-stopped-2");

        assertTrue(first > 0 && second > first, first + " then " + second);
    }

    private long ageOfCalibrationOf(String id) throws Exception {
        List<String> arguments = new java.util.ArrayList<>(List.of("submit", "--dir", state().toString()));
        arguments.addAll(List.of("--tenant", "acme", "--id", id, "--task", "add1", "--max-tokens", "16"));
        arguments.addAll(List.of("--verifier", "numeric:expected=15", "What is 7 + 8? Reply with only the number."));
        try (WeirProcess submit = WeirProcess.start(temporary.resolve(id + ".txt"), arguments.toArray(String[]::new))) {
            submit.awaitExit(PATIENCE.multipliedBy(2));
            assertTrue(submit.printed().contains("status  passed: "), submit::printed);
        }
        return Committed.of(Topics.DECISIONS, stack.bootstrap(), AvroWire.connect(stack.registry())).stream()
                .map(Committed.Placed::value)
                .filter(decision -> decision.getQueryId().equals(id))
                .findFirst()
                .orElseThrow()
                .getCalibrationAgeMicros();
    }

    @Test
    @Order(11)
    void ctrlC_endsItInOrder() throws InterruptedException {
        assertEquals(SIGTERM_STATUS, weir.terminate());

        assertTrue(weir.printed().stripTrailing().endsWith("stopped; state is in " + state()), weir.printed());
    }

    /** New ids, known prompts: the budgets and the posteriors are those of the first life. */
    @Test
    @Order(12)
    void onItsState_itComesBack_andEndsByItselfWhenTheWorkIsDone() throws Exception {
        Path more = Files.write(temporary.resolve("more.jsonl"), renamed(50));
        int asked = 50 * file.workload().rounds();
        weir.close();
        weir = up("second.txt", "--exit-when-done", "--workload", more.toString());

        assertEquals(0, weir.awaitExit(WORKLOAD.multipliedBy(2)), weir::printed);

        assertTrue(weir.printed().contains(asked + " queries, " + asked + " with exactly one result"));
        assertTrue(weir.printed().contains("cost of a pass"), weir.printed());
    }

    private static List<String> renamed(int lines) throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<String> renamed = new java.util.ArrayList<>();
        for (String line : Files.readAllLines(SHIPPED.resolve("queries.jsonl")).subList(0, lines)) {
            var query = (com.fasterxml.jackson.databind.node.ObjectNode) json.readTree(line);
            renamed.add(query.put("query_id", "again-" + query.path("query_id").asText())
                    .toString());
        }
        return renamed;
    }

    @Test
    @Order(13)
    void theBooksOfBothLivesAreClean() throws Exception {
        try (WeirProcess check =
                WeirProcess.start(temporary.resolve("check.txt"), "check", "--dir", state().toString())) {
            assertEquals(0, check.awaitExit(Duration.ofMinutes(2)), check::printed);

            assertTrue(check.printed().contains("clean, at rest"), check.printed());
        }
    }
}
