package io.weir.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.weir.schemas.WireException.Kind;
import io.weir.v1.Cancel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The genuine client against a server whose answers are set by the test, and a clock that only the test moves. */
class SchemaLookupTest {
    static {
        System.setProperty("sun.net.httpserver.nodelay", "true"); // else each answer waits 40 ms for an acknowledgement
    }

    private static final int KNOWN = 1;
    private static final Cancel CANCEL =
            Cancel.newBuilder().setTenant("acme").setQueryId("q1").build();

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1); // nanoTime may be anything and wraps around
    private final AtomicInteger requests = new AtomicInteger();
    private volatile int status = 200;
    private volatile String body = "";
    private HttpServer server;
    private AvroWire wire;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        wire = wireTo(url());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private AvroWire wireTo(String url) {
        return new AvroWire(AvroWire.client(url), true, clock::get);
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        byte[] bytes = body.getBytes(UTF_8);
        exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void answerWith(int newStatus, String newBody) {
        status = newStatus;
        body = newBody;
    }

    private void answerWithId() {
        answerWith(200, "{\"id\":" + KNOWN + "}");
    }

    private void answerWithSchema(String schema) throws IOException {
        answerWith(200, new ObjectMapper().writeValueAsString(Map.of("schema", schema)));
    }

    private void answerNotFound() {
        answerWith(404, "{\"error_code\":40403,\"message\":\"Schema not found\"}");
    }

    private WireException refusal(int id) {
        byte[] bytes = ByteBuffer.allocate(6).put((byte) 0).putInt(id).array();
        return assertThrows(WireException.class, () -> wire.decode(Topics.CANCELS, bytes));
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    @Test
    void idsAndSchemasAreAskedForOnce() throws IOException {
        answerWithId();
        byte[] bytes = wire.encode(Topics.CANCELS, CANCEL);
        wire.encode(Topics.CANCELS, CANCEL);
        assertEquals(1, requests.get());

        wire = wireTo(url());
        answerWithSchema(Topics.CANCELS.schema().toString());
        assertEquals(CANCEL, wire.decode(Topics.CANCELS, bytes));
        assertEquals(CANCEL, wire.decode(Topics.CANCELS, bytes));
        assertEquals(2, requests.get());
    }

    @Test
    void whatIsKnownStaysUsableWhileTheRegistryIsAway() throws IOException {
        answerWithId();
        byte[] bytes = wire.encode(Topics.CANCELS, CANCEL);
        answerWithSchema(Topics.CANCELS.schema().toString());
        wire.decode(Topics.CANCELS, bytes);
        server.stop(0);

        assertEquals(CANCEL, wire.decode(Topics.CANCELS, wire.encode(Topics.CANCELS, CANCEL)));
        WireException e = refusal(99);
        assertEquals(Kind.REGISTRY_UNAVAILABLE, e.kind());
        assertTrue(e.kind().retriable());
        assertEquals(99, e.schemaId().orElseThrow());
    }

    @Test
    void unknownIdIsNotAskedForAgainForAWhile() throws IOException {
        answerNotFound();
        assertEquals(Kind.UNKNOWN_SCHEMA, refusal(7).kind());
        answerWithSchema(Topics.VERDICTS.schema().toString());

        pass(SchemaLookup.MISSED_FOR.minusNanos(1));
        assertEquals(Kind.UNKNOWN_SCHEMA, refusal(7).kind());
        assertEquals(1, requests.get());

        pass(Duration.ofNanos(1));
        assertEquals(Kind.WRONG_TYPE, refusal(7).kind());
        assertEquals(2, requests.get());
    }

    @Test
    void floodOfUnknownIdsAsksABoundedNumberASecond() {
        answerNotFound();
        for (int id = 1; id <= SchemaLookup.MISSES_PER_SECOND + 50; id++) {
            assertEquals(Kind.UNKNOWN_SCHEMA, refusal(id).kind());
        }
        assertEquals(SchemaLookup.MISSES_PER_SECOND, requests.get());

        pass(Duration.ofSeconds(1));
        refusal(1_000);
        assertEquals(SchemaLookup.MISSES_PER_SECOND + 1, requests.get());
    }

    @Test
    void failingRegistryIsLeftAloneForAMoment() {
        answerWith(500, "{\"error_code\":50001,\"message\":\"store\"}");
        assertEquals(Kind.REGISTRY_UNAVAILABLE, refusal(7).kind());
        assertEquals(Kind.REGISTRY_UNAVAILABLE, refusal(8).kind());
        assertEquals(1, requests.get());

        pass(SchemaLookup.DOWN_FOR);
        answerNotFound();
        assertEquals(Kind.UNKNOWN_SCHEMA, refusal(7).kind());
    }

    @Test
    void answersThatAreNotARegistrysAreUnavailable_notUnknown() {
        answerWith(404, "<html>no such page</html>");
        assertEquals(Kind.REGISTRY_UNAVAILABLE, refusal(7).kind());
        pass(SchemaLookup.DOWN_FOR);
        answerWith(200, "<html>welcome</html>");
        assertEquals(Kind.REGISTRY_UNAVAILABLE, refusal(7).kind());
        pass(SchemaLookup.DOWN_FOR);
        answerWith(401, "");
        assertEquals(Kind.REGISTRY_UNAVAILABLE, refusal(7).kind());
    }

    /** Somebody may register such a schema and send its id: that must not look like a registry that is down. */
    @Test
    void schemaThatIsNotAvro_isWrongType_andTheRegistryUp() throws IOException {
        answerWith(200, "{\"schemaType\":\"JSON\",\"schema\":\"{\\\"type\\\":\\\"object\\\"}\"}");
        assertEquals(Kind.WRONG_TYPE, refusal(7).kind());
        assertEquals(Kind.WRONG_TYPE, refusal(7).kind());
        answerWithSchema("{\"type\":\"record\"}");
        assertEquals(Kind.WRONG_TYPE, refusal(8).kind());
        assertEquals(2, requests.get());

        answerNotFound();
        assertEquals(Kind.UNKNOWN_SCHEMA, refusal(9).kind());
    }

    @Test
    void refusedRegistration_isIncompatibleAndNotRetriable() {
        answerWith(409, "{\"error_code\":409,\"message\":\"Schema being registered is incompatible\"}");

        var e = assertThrows(WireException.class, () -> wire.encode(Topics.CANCELS, CANCEL));

        assertEquals(Kind.INCOMPATIBLE, e.kind());
        assertTrue(e.getMessage().contains("weir.cancels.v1-value"), e.getMessage());
        answerWithId();
        wire.encode(Topics.CANCELS, CANCEL);
    }

    @Test
    void registryThatIsDownAtTheStart_isUnavailableUntilItComes() {
        answerWith(503, "");
        assertEquals(
                Kind.REGISTRY_UNAVAILABLE,
                assertThrows(WireException.class, () -> wire.encode(Topics.CANCELS, CANCEL))
                        .kind());

        pass(SchemaLookup.DOWN_FOR);
        answerWithId();
        assertEquals(KNOWN, ByteBuffer.wrap(wire.encode(Topics.CANCELS, CANCEL)).getInt(1));
    }
}
