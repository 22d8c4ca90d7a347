package io.weir.streams.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryParametersTest {
    private static final Set<String> KNOWN = Set.of("task", "tier");

    @Test
    void namesAndValuesAreDecoded_aPlusIsABlank() {
        assertEquals(
                Map.of("task", "a b+c", "tier", "x=y&ü"),
                QueryParameters.of("t%61sk=a+b%2Bc&tier=x=y%26%C3%BC", KNOWN));
    }

    @Test
    void noQueryString_isNoParameters() {
        assertEquals(Map.of(), QueryParameters.of(null, KNOWN));
        assertEquals(Map.of(), QueryParameters.of("", KNOWN));
    }

    @ParameterizedTest
    @CsvSource({
        "verbose=1, verbose",
        "task=a&verbose, verbose",
        "task=a&task=a, task",
        "task=%zz, task",
        "task=a&tier=%FF, tier",
        "%zz=1, query string"
    })
    void aMistake_namesTheParameter(String raw, String field) {
        ApiException error = assertThrows(ApiException.class, () -> QueryParameters.of(raw, KNOWN));

        assertEquals(400, error.status());
        assertEquals(field, error.body().field());
    }
}
