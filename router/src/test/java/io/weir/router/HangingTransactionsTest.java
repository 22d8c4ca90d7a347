package io.weir.router;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.router.HangingTransactions.Held;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
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
        assertEquals(List.of(), HangingTransactions.hanging(List.of(HELD), Map.of(3L, state), false));
    }

    @ParameterizedTest
    @EnumSource(names = {"EMPTY", "COMPLETE_COMMIT", "COMPLETE_ABORT"})
    void whatItsCoordinatorHasEnded_hangs(TransactionState state) {
        assertEquals(List.of(HELD), HangingTransactions.hanging(List.of(HELD), Map.of(3L, state), false));
    }

    @Test
    void whatNoCoordinatorKnows_hangs_ifAllOfThemAnswered() {
        assertEquals(List.of(HELD), HangingTransactions.hanging(List.of(HELD), Map.of(), true));
    }

    /** Its coordinator may be the one that is missing, and the transaction alive. */
    @Test
    void whatNoCoordinatorKnows_isLeftAloneWhileOneIsMissing() {
        assertEquals(List.of(), HangingTransactions.hanging(List.of(HELD), Map.of(), false));

        TopicPartitionInfo led = new TopicPartitionInfo(0, new Node(1, "h", 1), List.of(), List.of());
        TopicPartitionInfo orphan = new TopicPartitionInfo(1, null, List.of(), List.of());
        TopicPartitionInfo empty = new TopicPartitionInfo(1, Node.noNode(), List.of(), List.of());
        assertEquals(Optional.of(Map.of(0, 1)), leaders(led));
        assertEquals(Optional.empty(), leaders(led, orphan));
        assertEquals(Optional.empty(), leaders(led, empty));
    }

    private static Optional<Map<Integer, Integer>> leaders(TopicPartitionInfo... partitions) {
        return HangingTransactions.leaders(
                List.of(new TopicDescription("__transaction_state", true, List.of(partitions))));
    }
}
