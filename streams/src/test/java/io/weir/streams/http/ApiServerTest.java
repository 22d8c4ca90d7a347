package io.weir.streams.http;

import static io.weir.streams.Samples.NOON;
import static io.weir.streams.Samples.amounts;
import static io.weir.streams.Samples.balance;
import static io.weir.streams.Samples.costOfPass;
import static io.weir.streams.Samples.decision;
import static io.weir.streams.Samples.entry;
import static io.weir.streams.Samples.result;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.weir.schemas.Topics;
import io.weir.streams.DrivenViews;
import io.weir.streams.query.Placement;
import io.weir.streams.views.LimitView;
import io.weir.streams.views.ViewsTopology;
import io.weir.v1.LimitTerms;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiServerTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private boolean ready = true;
    private DrivenViews views;
    private ApiServer server;

    @BeforeEach
    void start(@TempDir Path stateDir) {
        views = new DrivenViews(stateDir, meters, Duration.ofDays(7));
        Health health = new Health() {
            @Override
            public boolean isAlive() {
                return true;
            }

            @Override
            public boolean isReady() {
                return ready;
            }

            @Override
            public String state() {
                return "TESTED";
            }
        };
        server = ApiServer.start("127.0.0.1", 0, views.queries(), Placement.HERE, health, meters);
    }

    @AfterEach
    void stop() {
        server.close();
        views.close();
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
        return client.send(request.uri(uri).build(), BodyHandlers.ofString());
    }

    private JsonNode get(int status, String path) throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(), path);
        assertEquals(status, answer.statusCode(), answer.body());
        assertEquals(
                "application/json", answer.headers().firstValue("Content-Type").orElseThrow());
        return JSON.readTree(answer.body());
    }

    @Test
    void aQueryWithAResult_hasItWithMessageAttemptsAndTotals() throws Exception {
        views.pipe(Topics.DECISIONS, decision("acme", "q", 1, "small", NOON));
        views.pipe(Topics.LEDGER, entry("acme/search", "q", "held", amounts(2_000, 20), null));
        views.pipe(Topics.LEDGER, entry("acme/search", "q", "posted", amounts(1_500, 12), amounts(2_000, 20)));
        views.pipe(Topics.RESULTS, result("acme", "q", "passed", 1_500, NOON));

        JsonNode query = get(200, "/api/v1/tenants/acme/queries/q");

        assertEquals("closed", query.at("/state").textValue());
        assertEquals("passed", query.at("/result/status").textValue());
        assertEquals("forty-two", query.at("/result/message/content").textValue());
        assertEquals(1_500, query.at("/result/cost_nanodollars").longValue());
        assertEquals("0.0000015", query.at("/result/cost_dollars").textValue());
        assertEquals("search", query.at("/result/labels/team").textValue());
        assertEquals("2026-11-24T12:00:00.000001Z", query.at("/result/at").textValue());
        assertEquals(1, query.at("/attempts").size());
        assertEquals("least cost per pass", query.at("/attempts/0/reason").textValue());
        assertEquals("pass", query.at("/attempts/0/verdict").textValue());
        assertEquals(0, query.at("/totals/held/money_nanodollars").longValue());
        assertEquals(1_500, query.at("/totals/posted/money_nanodollars").longValue());
        assertEquals("0.0000015", query.at("/totals/posted/money_dollars").textValue());
    }

    @Test
    void aQueryWithADecisionAndNoResult_isOpen() throws Exception {
        views.pipe(Topics.DECISIONS, decision("acme", "q", 1, "small", NOON));
        views.pipe(Topics.LEDGER, entry("acme/search", "q", "held", amounts(2_000, 20), null));

        JsonNode query = get(200, "/api/v1/tenants/acme/queries/q");

        assertEquals("open", query.at("/state").textValue());
        assertTrue(query.get("result").isNull());
        assertEquals("small", query.at("/attempts/0/tier").textValue());
        assertTrue(query.at("/attempts/0/status").isNull());
        assertEquals(2_000, query.at("/totals/held/money_nanodollars").longValue());
    }

    @Test
    void decisionsAndLedgerOfAQuery_areListedInFull() throws Exception {
        views.pipe(Topics.DECISIONS, decision("acme", "q", 1, "small", NOON));
        views.pipe(Topics.DECISIONS, decision("acme", "q", 2, "large", NOON));
        views.pipe(Topics.LEDGER, entry("acme/search", "q", "held", amounts(2_000, 20), null));

        JsonNode decisions = get(200, "/api/v1/tenants/acme/queries/q/decisions");
        assertEquals("large", decisions.at("/decisions/1/tier").textValue());
        assertEquals(0.75, decisions.at("/decisions/0/plan_pass_probability").doubleValue());
        assertEquals(
                "0.0000015",
                decisions.at("/decisions/0/plan_expected_cost_dollars").textValue());
        JsonNode ledger = get(200, "/api/v1/tenants/acme/queries/q/ledger");
        assertEquals("held", ledger.at("/entries/0/kind").textValue());
        assertEquals(20, ledger.at("/totals/held/tokens").longValue());
    }

    @ParameterizedTest
    @CsvSource({
        "a/b, a%2Fb",
        "a b, a%20b",
        "a+b, a+b",
        "a%2Fb, a%252Fb",
        "%2B, %252B",
        "水ü, %E6%B0%B4%C3%BC",
        ".., %2E%2E",
        "a;b=c, a%3Bb=c",
        "a;b=c, a;b=c",
        "a?b#c, a%3Fb%23c",
        "a\\b, a%5Cb"
    })
    void anIdComesThroughByteByByte(String queryId, String escaped) throws Exception {
        views.pipe(Topics.RESULTS, result("ten ant", queryId, "passed", 1, NOON));

        JsonNode query = get(200, "/api/v1/tenants/ten%20ant/queries/" + escaped);

        assertEquals(queryId, query.at("/query_id").textValue());
        assertEquals(queryId, query.at("/result/query_id").textValue());
    }

    @Test
    void idsThatOnlyLookAlike_areTwo() throws Exception {
        views.pipe(Topics.RESULTS, result("acme", "\u00e9", "passed", 1, NOON));

        get(200, "/api/v1/tenants/acme/queries/%C3%A9");
        get(404, "/api/v1/tenants/acme/queries/e%CC%81");
    }

    @Test
    void whatIsUnknown_isNotFoundWithFieldAndValue() throws Exception {
        JsonNode error = get(404, "/api/v1/tenants/acme/queries/no%2Fsuch").get("error");
        assertEquals("not_found", error.get("code").textValue());
        assertEquals("query", error.get("field").textValue());
        assertEquals("no/such", error.get("value").textValue());
        assertEquals(
                "account", get(404, "/api/v1/accounts/a/b").at("/error/field").textValue());
        assertEquals(
                "tenant", get(404, "/api/v1/tenants/nobody").at("/error/field").textValue());
        get(404, "/api/v1/tenants/acme/queries/q/ledger");
        get(404, "/api/v1/tenants/acme/queries/q/decisions");
        assertEquals("path", get(404, "/api/v2").at("/error/field").textValue());
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/summary?verbose=1, verbose, 1",
        "/api/v1/tenants/acme/queries/q?x=y, x, y",
        "/api/v1/cost-of-pass?window=2h, window, 2h",
        "/api/v1/cost-of-pass?limit=0, limit, 0",
        "/api/v1/accounts?limit=10001, limit, 10001",
        "/api/v1/tenants/acme/results?limit=ten, limit, ten",
        "/api/v1/tenants/acme/queries/%FF, path, %FF"
    })
    void aBadParameter_isRefusedByName(String path, String field, String value) throws Exception {
        JsonNode error = get(400, path).get("error");

        assertEquals(field, error.get("field").textValue());
        assertEquals(value, error.get("value").textValue());
    }

    @Test
    void aParameterGivenTwice_isRefused() throws Exception {
        assertEquals(
                "tenant",
                get(400, "/api/v1/accounts?tenant=a&tenant=b")
                        .at("/error/field")
                        .textValue());
    }

    @Test
    void otherMethods_areRefused() throws Exception {
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder().POST(BodyPublishers.ofString("{}")), "/api/v1/summary");

        assertEquals(405, answer.statusCode());
        assertEquals(
                "method_not_allowed",
                JSON.readTree(answer.body()).at("/error/code").textValue());
    }

    @Test
    void anAccount_hasALineForEachLimitAndTotals() throws Exception {
        views.pipe(
                Topics.LEDGER,
                entry(
                        "acme/search",
                        "q",
                        "held",
                        amounts(2_000, 20),
                        null,
                        balance("acme", "life").setHeld(2_000).build(),
                        balance("acme/search", "tokens")
                                .setUnit("tokens")
                                .setWindow("calendar_month")
                                .setPeriodStart(NOON)
                                .setPeriodEnd(NOON.plusSeconds(9))
                                .setLimit(15)
                                .setHeld(20)
                                .build(),
                        balance("acme/search", "was")
                                .setLimit(LimitView.REMOVED)
                                .build()));

        JsonNode life = get(200, "/api/v1/accounts/acme").at("/limits/0");
        assertEquals("life", life.get("limit_id").textValue());
        assertEquals(1_000_000, life.get("limit_nanodollars").longValue());
        assertEquals("0.001", life.get("limit_dollars").textValue());
        assertEquals(998_000, life.get("free_nanodollars").longValue());
        assertTrue(life.get("period_start").isNull());
        JsonNode search = get(200, "/api/v1/accounts/acme/search");
        assertEquals(2_000, search.at("/totals/held/money_nanodollars").longValue());
        assertEquals(-5, search.at("/limits/0/free_tokens").longValue());
        assertEquals("calendar_month", search.at("/limits/0/window").textValue());
        assertTrue(search.at("/limits/1/free_nanodollars").isNull());
    }

    @Test
    void aLimit_saysWhatItIsMadeOf_alsoThatOfALabel() throws Exception {
        Instant until = NOON.plusSeconds(60);
        views.pipe(
                Topics.LEDGER,
                entry(
                        "acme/#team=blue",
                        null,
                        "limit_set",
                        null,
                        null,
                        balance("acme/#team=blue", "week")
                                .setUnit("requests")
                                .setWindow("calendar_week")
                                .setPeriodStart(NOON)
                                .setPeriodEnd(NOON.plusSeconds(9))
                                .setLimit(100)
                                .setTerms(new LimitTerms(70L, 20L, 10L, until, 30L, List.of(50), "Asia/Beirut", 7))
                                .build()));

        JsonNode week = get(200, "/api/v1/accounts/acme/%23team=blue").at("/limits/0");
        assertEquals(100, week.get("limit_requests").longValue());
        assertEquals(70, week.get("declared_requests").longValue());
        assertEquals(20, week.get("rolled_over_requests").longValue());
        assertEquals(10, week.get("increase_requests").longValue());
        assertEquals(until.toString(), week.get("increase_until").textValue());
        assertEquals(30, week.get("rollover_max_requests").longValue());
        assertEquals("[50]", week.get("thresholds_percent").toString());
        assertEquals("Asia/Beirut", week.get("time_zone").textValue());
        assertEquals(7, week.get("start_day").intValue());
    }

    @Test
    void accounts_areListedByTenantAndCut() throws Exception {
        views.pipe(Topics.LEDGER, entry("acme/a", "q", "held", amounts(1, 1), null));
        views.pipe(Topics.LEDGER, entry("zebra", "q", "held", amounts(1, 1), null));

        JsonNode all = get(200, "/api/v1/accounts");
        assertEquals(3, all.get("accounts").size());
        assertTrue(all.get("complete").booleanValue());
        assertFalse(all.get("truncated").booleanValue());
        assertEquals(2, get(200, "/api/v1/accounts?tenant=acme").get("accounts").size());
        assertTrue(get(200, "/api/v1/accounts?limit=2").get("truncated").booleanValue());
    }

    @Test
    void results_areLatestFirst() throws Exception {
        views.pipe(Topics.RESULTS, result("acme", "a", "passed", 1, NOON));
        views.pipe(Topics.RESULTS, result("acme", "b", "passed", 1, NOON.plusSeconds(1)));

        JsonNode results = get(200, "/api/v1/tenants/acme/results?limit=1").get("results");

        assertEquals(1, results.size());
        assertEquals("b", results.at("/0/query_id").textValue());
    }

    @Test
    void costOfPass_isFilteredByTaskTierAndWindow() throws Exception {
        views.pipe(ViewsTopology.COST_OF_PASS, costOfPass("add2", "small", null, 1, 2, 300));
        views.pipe(ViewsTopology.COST_OF_PASS, costOfPass("mul3", "small", null, 1, 0, 300));
        views.pipe(ViewsTopology.COST_OF_PASS, costOfPass("add2", "large", null, 1, 4, 900));
        views.pipe(ViewsTopology.COST_OF_PASS, costOfPass("add2", "small", NOON, 1, 1, 100));

        assertEquals(3, get(200, "/api/v1/cost-of-pass").get("slices").size());
        assertEquals(2, get(200, "/api/v1/cost-of-pass?task=add2").get("slices").size());
        JsonNode slice = get(200, "/api/v1/cost-of-pass?task=add2&tier=small&window=cumulative")
                .at("/slices/0");
        assertEquals("small", slice.at("/slice/tier").textValue());
        assertEquals(2, slice.at("/counts/passes").longValue());
        assertEquals("0.0000003", slice.at("/counts/cost_dollars").textValue());
        assertEquals(150.0, slice.at("/values/cost_of_pass_nanodollars").doubleValue());
        assertEquals(
                NOON.toString(),
                get(200, "/api/v1/cost-of-pass?window=1m")
                        .at("/slices/0/window_start")
                        .textValue());
    }

    @Test
    void theSummary_addsUpResultsAndSlices() throws Exception {
        views.pipe(Topics.RESULTS, result("acme", "a", "passed", 1_000, NOON));
        views.pipe(Topics.RESULTS, result("zebra", "b", "passed", 2_000, NOON));
        views.pipe(Topics.RESULTS, result("zebra", "c", "failed", 3_000, NOON));
        views.pipe(Topics.RESULTS, result("zebra", "d", "answered", 0, NOON));
        views.pipe(ViewsTopology.COST_OF_PASS, costOfPass("add2", "small", null, 1, 3, 300));
        views.pipe(ViewsTopology.COST_OF_PASS, costOfPass("mul3", "small", null, 1, 1, 500));
        views.pipe(ViewsTopology.COST_OF_PASS, costOfPass("mul3", "large", null, 1, 0, 900));

        JsonNode summary = get(200, "/api/v1/summary");

        assertEquals(4, summary.get("closed").longValue());
        assertEquals(2, summary.at("/queries/passed").longValue());
        assertEquals(2.0 / 3, summary.get("pass_rate").doubleValue());
        assertEquals(6_000, summary.get("cost_nanodollars").longValue());
        assertEquals(3_000.0, summary.get("cost_of_pass_nanodollars").doubleValue());
        JsonNode tiers = summary.get("by_tier");
        assertEquals("large", tiers.at("/0/tier").textValue());
        assertTrue(tiers.at("/0/cost_of_pass_nanodollars").isNull());
        assertEquals(200.0, tiers.at("/1/cost_of_pass_nanodollars").doubleValue());
        assertEquals(0.5, tiers.at("/1/pass_rate").doubleValue());
        assertEquals(3, summary.get("by_task_and_tier").size());
        assertEquals(1, get(200, "/api/v1/tenants/acme").at("/queries/passed").longValue());
    }

    @Test
    void probesAndMetrics_answerWithoutAVersionInThePath() throws Exception {
        assertEquals("TESTED", get(200, "/livez").get("state").textValue());
        get(200, "/readyz");
        ready = false;
        assertFalse(get(503, "/readyz").get("ready").booleanValue());
        get(200, "/api/v1/summary");
        String metrics = send(HttpRequest.newBuilder(), "/metrics").body();
        assertTrue(
                metrics.contains("weir_http_requests_seconds_count{route=\"/api/v1/summary\",status=\"200\"}"),
                metrics);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api/v1/tenants/acme/queries/%zz", "/api/v1/accounts?tenant=%zz", "/api/v1/tenants/%/results"})
    void whatIsNoUri_isRefusedWithoutAStackTrace(String target) throws IOException {
        String answer = raw("GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

        assertTrue(answer.startsWith("HTTP/1.1 400"), answer);
        assertFalse(answer.contains("at io."), answer);
        assertFalse(answer.contains("at org."), answer);
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
                OutputStream out = socket.getOutputStream();
                InputStream in = socket.getInputStream()) {
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
