package io.weir.workers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ClaimQueueTest {

    private final ClaimQueue queue = new ClaimQueue();

    @Test
    void order_isPriorityThenDeadlineThenArrival() throws Exception {
        put("none-first", 0, 0);
        put("none-second", 0, 0);
        put("late", 0, 200);
        put("soon", 0, 100);
        put("urgent", 1, 0);
        List<String> order = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            order.add(queue.take().orElseThrow().attempt().getQueryId());
        }
        assertEquals(List.of("urgent", "soon", "late", "none-first", "none-second"), order);
    }

    @Test
    void removedWork_isNotTaken() throws Exception {
        ClaimedWork a = put("a", 0, 0);
        ClaimedWork b = put("b", 0, 0);
        assertTrue(queue.remove(a));
        assertFalse(queue.remove(a));
        assertEquals(Optional.of(b), queue.take());
    }

    @Test
    void close_givesBackWhatWaitsInOrder_andLetsTakersGo() throws Exception {
        ClaimedWork low = put("low", 0, 0);
        ClaimedWork high = put("high", 5, 0);
        assertEquals(List.of(high, low), queue.close());
        assertEquals(Optional.empty(), queue.take());
    }

    @Test
    void closeWhileSomebodyWaits_endsTheWait() throws Exception {
        CompletableFuture<Optional<ClaimedWork>> taken = new CompletableFuture<>();
        new Thread(() -> {
                    try {
                        taken.complete(queue.take());
                    } catch (InterruptedException e) {
                        taken.completeExceptionally(e);
                    }
                })
                .start();
        queue.close();
        assertEquals(Optional.empty(), taken.get(30, TimeUnit.SECONDS));
    }

    private ClaimedWork put(String queryId, int priority, long deadlineSeconds) {
        ClaimedWork work = Attempts.claimed(Attempts.of("t", "acme", queryId)
                .setPriority(priority)
                .setDeadline(Instant.ofEpochSecond(deadlineSeconds))
                .build());
        queue.put(work);
        return work;
    }
}
