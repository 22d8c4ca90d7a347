package io.weir.streams.views;

import static io.weir.streams.Samples.NOON;
import static io.weir.streams.Samples.result;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TenantViewTest {
    private final TenantView one = TenantView.unknown("acme").plus(result("acme", "a", "passed", 500, NOON), 3);

    @Test
    void aResult_isAddedUnderItsStatus() {
        TenantView two = one.plus(result("acme", "b", "failed", 70, NOON), 4);

        assertEquals(new TenantView("acme", 4, Map.of("passed", 1L, "failed", 1L), 2, 570, 20, 4, 14), two);
    }

    @Test
    void aResultThatComesAgain_changesNothing() {
        assertSame(one, one.plus(result("acme", "a", "passed", 500, NOON), 3));
    }

    @Test
    void sumsComeBackFromTheStoreAsTheyWere() {
        assertEquals(one, ViewCodec.TENANT.decode(ViewCodec.TENANT.encode(one)));
    }
}
