package io.weir.streams;

import static io.weir.streams.Samples.NOON;
import static io.weir.streams.Samples.result;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.weir.schemas.AvroWire;
import io.weir.schemas.Topics;
import io.weir.streams.query.RunningViews;
import io.weir.streams.query.ViewsQueries;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryGaugesTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicLong nanoTime = new AtomicLong();

    private double passed() {
        return meters.get("weir.queries").tag("status", "passed").gauge().value();
    }

    @Test
    void sumsAreReadAnew_onceTheyAreNoLongerFresh(@TempDir Path stateDir) {
        try (DrivenViews views = new DrivenViews(stateDir, meters, Duration.ofDays(1))) {
            new SummaryGauges(views.queries(), nanoTime::get).bindTo(meters);
            assertEquals(0, passed());
            views.pipe(Topics.RESULTS, result("acme", "q", "passed", 5, NOON));
            assertEquals(0, passed());
            nanoTime.addAndGet(Duration.ofSeconds(2).toNanos());

            assertEquals(1, passed());
            assertEquals(5, meters.get("weir.query.cost.nanodollars").gauge().value());
        }
    }

    @Test
    void theyOutliveWhoeverBoundThem(@TempDir Path stateDir) {
        try (DrivenViews views = new DrivenViews(stateDir, meters, Duration.ofDays(1))) {
            new SummaryGauges(views.queries(), nanoTime::get).bindTo(meters);
            WeakReference<Object> unheld = new WeakReference<>(new Object());
            Awaitility.await().until(() -> {
                System.gc();
                return unheld.get() == null;
            });

            assertEquals(0, passed());
        }
    }

    @Test
    void thereIsNoNumber_whileTheViewsCannotBeRead() {
        ViewsQueries starting = new ViewsQueries(new RunningViews(), new AvroWire(new MockSchemaRegistryClient()));
        new SummaryGauges(starting, nanoTime::get).bindTo(meters);

        assertTrue(Double.isNaN(passed()));
    }
}
