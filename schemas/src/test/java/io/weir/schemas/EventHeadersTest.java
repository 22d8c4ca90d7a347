package io.weir.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventHeadersTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00.000001Z");

    private final Headers headers = new RecordHeaders();

    @Test
    void cloudEventWritesTheBinaryModeOfTheKafkaBinding() {
        EventHeaders.cloudEvent(headers, "acme/q1", "/weir/router", "io.weir.result.v1", NOON);

        assertEquals(
                Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", "acme/q1",
                        "ce_source", "/weir/router",
                        "ce_type", "io.weir.result.v1",
                        "ce_time", "2026-11-24T12:00:00.000001Z",
                        "content-type", "application/avro"),
                written());
    }

    @Test
    void aSecondCloudEventReplacesTheFirst() {
        EventHeaders.cloudEvent(headers, "1", "/weir/router", "a", NOON);
        EventHeaders.cloudEvent(headers, "2", "/weir/router", "b", NOON);

        assertEquals(6, headers.toArray().length);
        assertEquals(Optional.of("2"), EventHeaders.cloudEventAttribute(headers, "id"));
        assertEquals(Optional.empty(), EventHeaders.cloudEventAttribute(headers, "subject"));
    }

    @Test
    void idsKeepTheirDifferencesWhateverCharactersTheyHold() {
        assertEquals("a%00b", idOf("a\0b"));
        assertEquals("a%2500b", idOf("a%00b"));
        assertEquals("%0A%C2%85", idOf("\n\u0085"));
        assertEquals("%ED%A0%80?", idOf("\uD800?"));
        assertEquals("%EF%BF%BF%EF%B7%90", idOf("\uFFFF\uFDD0"));
        assertEquals("é\uD83D\uDE00\u200F", idOf("é\uD83D\uDE00\u200F"));
    }

    private String idOf(String id) {
        EventHeaders.cloudEvent(headers, id, "/weir/router", "a", NOON);
        return EventHeaders.cloudEventAttribute(headers, "id").orElseThrow();
    }

    @Test
    void emptyAttributesAndControlsInOurOwnAreRefusedByName() {
        assertRefused("ce_id must not be empty", "", "/weir", "a");
        assertRefused("ce_source must not be empty", "1", "", "a");
        assertRefused("ce_type must not be empty", "1", "/weir", "");
        assertRefused("ce_type holds a character that CloudEvents forbids: 'a%0A'", "1", "/weir", "a\n");
    }

    private void assertRefused(String message, String id, String source, String type) {
        var refused = assertThrows(
                IllegalArgumentException.class, () -> EventHeaders.cloudEvent(headers, id, source, type, NOON));
        assertEquals(message, refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"00-" + TRACE, "01-" + TRACE, "fe-" + TRACE, "01-" + TRACE + "-", "cc-" + TRACE + "-what.comes"})
    void traceparentWithinTheGrammarIsKept(String value) {
        EventHeaders.traceparent(headers, value);

        assertEquals(Optional.of(value), EventHeaders.traceparent(headers));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "ff-" + TRACE,
                "00-" + TRACE + "-",
                "00-" + TRACE + "0",
                "01-" + TRACE + "0",
                "0-" + TRACE,
                "0g-" + TRACE,
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0x",
                "00_4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7_01",
                "00-4bf92f3577b34da6a3ce929d0e0e473-600f067aa0ba902b7-01"
            })
    void traceparentBeyondTheGrammarIsRefusedAndNotRead(String value) {
        var refused = assertThrows(IllegalArgumentException.class, () -> EventHeaders.traceparent(headers, value));
        assertTrue(refused.getMessage().contains("'" + value + "'"));

        headers.add("traceparent", value.getBytes(UTF_8));
        assertEquals(Optional.empty(), EventHeaders.traceparent(headers));
    }

    @Test
    void aTraceparentOfALaterVersionIsBounded() {
        String longest = "01-" + TRACE + "-" + "x".repeat(256 - 56);
        assertTrue(EventHeaders.isTraceparent(longest));
        assertEquals(256, longest.length());
        assertFalse(EventHeaders.isTraceparent(longest + "x"));
    }

    @Test
    void traceparentIsEmptyWhereThereIsNone_andTheLastOfSeveralCounts() {
        assertEquals(Optional.empty(), EventHeaders.traceparent(headers));
        headers.add("traceparent", null);
        assertEquals(Optional.empty(), EventHeaders.traceparent(headers));
        headers.add("traceparent", "nonsense".getBytes(UTF_8)).add("traceparent", ("00-" + TRACE).getBytes(UTF_8));
        assertEquals(Optional.of("00-" + TRACE), EventHeaders.traceparent(headers));

        EventHeaders.traceparent(headers, "01-" + TRACE);
        assertEquals(Map.of("traceparent", "01-" + TRACE), written());
        assertEquals(1, headers.toArray().length);
    }

    private Map<String, String> written() {
        Map<String, String> written = new TreeMap<>();
        headers.forEach(header -> written.put(header.key(), new String(header.value(), UTF_8)));
        return written;
    }

    @Test
    void aTemplateWritesWhatItStandsFor() {
        EventTemplate template = new EventTemplate("/weir/router", "io.weir.Result.v1");
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        for (String id : java.util.List.of("acme/q1", "100%", "a\u0001b", "ü", "acme/q1")) {
            for (long millis : new long[] {0, 1_700_000_000_123L, 1_700_000_000_124L}) {
                RecordHeaders expected = new RecordHeaders();
                EventHeaders.cloudEvent(
                        expected, id, "/weir/router", "io.weir.Result.v1", Instant.ofEpochMilli(millis));
                assertEquals(expected, template.headers(id, millis, ""));
                EventHeaders.traceparent(expected, trace);
                assertEquals(expected, template.headers(id, millis, trace));
            }
        }
        assertThrows(IllegalArgumentException.class, () -> template.headers("", 0, ""));
        assertThrows(IllegalArgumentException.class, () -> template.headers("a", 0, "no trace"));
    }
}
