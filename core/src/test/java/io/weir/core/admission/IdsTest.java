package io.weir.core.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.core.query.QueryKey;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IdsTest {

    private static void refused(String field, Optional<Violation> violation) {
        assertTrue(violation.isPresent());
        assertEquals("invalid", violation.get().code());
        assertEquals(field, violation.get().field());
        assertTrue(violation.get().reason().startsWith(field), violation.get().reason());
    }

    @Test
    void anId_hasOneTo256Bytes_notCharacters() {
        refused("query_id", Ids.queryId(""));
        assertEquals(Optional.empty(), Ids.queryId("q"));
        assertEquals(Optional.empty(), Ids.queryId("q".repeat(256)));
        refused("query_id", Ids.queryId("q".repeat(257)));
        assertEquals(Optional.empty(), Ids.queryId("🌊".repeat(64)));
        refused("query_id", Ids.queryId("🌊".repeat(64) + "x"));
        assertEquals(Optional.empty(), Ids.tenant("t".repeat(256)));
        refused("tenant", Ids.tenant("t".repeat(257)));
    }

    @Test
    void nulAndLoneSurrogates_areRefused() {
        refused("query_id", Ids.queryId("a\0b"));
        for (String lone : List.of("\ud83c", "\udf0a", "a\ud83cb", "\udf0a\ud83c", "\ud83c\ud83c\udf0a")) {
            assertTrue(Ids.hasLoneSurrogate(lone));
            refused("query_id", Ids.queryId(lone));
        }
        assertFalse(Ids.hasLoneSurrogate("a\ud83c\udf0ab"));
        assertEquals(Optional.empty(), Ids.queryId("a\ud83c\udf0ab"));
    }

    @Test
    void spellingsThatNormaliseAlike_areBothAccepted_andStayTwo() {
        String composed = "caf\u00e9";
        String combining = "cafe\u0301";
        assertEquals(Optional.empty(), Ids.tenant(composed));
        assertEquals(Optional.empty(), Ids.tenant(combining));
        assertNotEquals(new QueryKey(composed, "q"), new QueryKey(combining, "q"));
        refused("account", Ids.account(composed, combining + "/search"));
    }

    @Test
    void aTenant_hasNoSlash_andDoesNotBeginWithAHash() {
        refused("tenant", Ids.tenant("a/b"));
        refused("tenant", Ids.tenant("#a"));
        assertEquals(Optional.empty(), Ids.tenant("a#b"));
        assertEquals(Optional.empty(), Ids.queryId("#a/b"));
    }

    @Test
    void anAccount_isOfAtMostEightSegments() {
        assertEquals(Optional.empty(), Ids.account("a", "a" + "/b".repeat(7)));
        refused("account", Ids.account("a", "a" + "/b".repeat(8)));
    }

    @Test
    void anAccount_beginsWithItsTenant_andHasNoEmptySegment() {
        assertEquals(Optional.empty(), Ids.account("acme", "acme"));
        refused("account", Ids.account("acme", "acme2/search"));
        refused("account", Ids.account("acme", "zeta/acme"));
        for (String account : List.of("", "acme/", "acme//x", "/acme", "acme/#team=search", "acme/a\0")) {
            refused("account", Ids.account("acme", account));
        }
    }
}
