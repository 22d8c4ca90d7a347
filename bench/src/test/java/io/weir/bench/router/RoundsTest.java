package io.weir.bench.router;

import static io.weir.bench.router.Subject.IDENTITY;
import static io.weir.bench.router.Subject.ROUTER;
import static io.weir.bench.router.Subject.SHAPE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class RoundsTest {

    @Test
    void theOrderTurnsRoundFromRoundToRound() {
        assertEquals(List.of(IDENTITY, SHAPE, ROUTER), Rounds.order(0));
        assertEquals(List.of(ROUTER, SHAPE, IDENTITY), Rounds.order(1));
        assertEquals(Rounds.order(0), Rounds.order(2));
    }
}
