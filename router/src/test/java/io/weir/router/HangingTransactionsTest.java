package io.weir.router;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.router.HangingTransactions.Held;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class HangingTransactionsTest {

    private static final Held HELD = new Held(new TopicPartition("weir.ledger.v1", 0), 3, 100, 0, 233);

    @ParameterizedTest
    @EnumSource(
            names = {"ONGOING", "PREPARE_COMMIT", "PREPARE_ABORT", "PREPARE_EPOCH_FENCE", "UNKNOWN"},
            mode = Mode.INCLUDE)
    void whatItsCoordinatorHasYetToEnd_doesNotHang(TransactionState state) {
        assertEquals(List.of(), HangingTransactions.hanging(List.of(HELD), Map.of(3L, state)));
    }

    @ParameterizedTest
    @EnumSource(names = {"EMPTY", "COMPLETE_COMMIT", "COMPLETE_ABORT"})
    void whatItsCoordinatorHasEnded_hangs(TransactionState state) {
        assertEquals(List.of(HELD), HangingTransactions.hanging(List.of(HELD), Map.of(3L, state)));
    }

    @Test
    void whatNoCoordinatorKnows_hangs() {
        assertEquals(List.of(HELD), HangingTransactions.hanging(List.of(HELD), Map.of()));
    }
}
