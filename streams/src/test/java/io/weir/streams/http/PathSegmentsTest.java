package io.weir.streams.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathSegmentsTest {
    @Test
    void eachSegmentIsDecodedOnce() {
        assertEquals(List.of("a/b", "c%2Fd", "e+f", "%2B"), PathSegments.of("/a%2Fb/c%252Fd/e+f/%252B"));
    }

    @Test
    void escapesAreUtf8() {
        assertEquals(List.of("ü 水\uD83D\uDCA7"), PathSegments.of("/%C3%BC%20%E6%B0%B4%f0%9f%92%a7"));
    }

    @Test
    void aSlashAtTheEnd_isNoSegment() {
        assertEquals(List.of("a", "b"), PathSegments.of("/a/b/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%", "/%4", "/%zz", "/%FF", "/%C3", "/%ED%A0%80"})
    void aBrokenEscape_isRefusedRatherThanReplaced(String path) {
        assertEquals(
                400,
                assertThrows(ApiException.class, () -> PathSegments.of(path)).status());
    }
}
