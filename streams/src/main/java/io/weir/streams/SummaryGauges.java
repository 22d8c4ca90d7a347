package io.weir.streams;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.weir.streams.query.Summary;
import io.weir.streams.query.ViewsQueries;
import io.weir.streams.query.ViewsUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;

/** Sums over the results that are here, as gauges: a scrape reads the views once, not once a gauge. */
final class SummaryGauges {
    private static final List<String> STATUSES =
            List.of("passed", "answered", "failed", "rejected", "expired", "cancelled");
    private static final Duration FRESH = Duration.ofSeconds(2);

    private final ViewsQueries queries;
    private final LongSupplier nanoTime;
    private Optional<Summary> latest = Optional.empty();
    private long readAt;
    private boolean read;

    SummaryGauges(ViewsQueries queries, LongSupplier nanoTime) {
        this.queries = queries;
        this.nanoTime = nanoTime;
    }

    void bindTo(MeterRegistry meters) {
        for (String status : STATUSES) {
            gauge("weir.queries", summary -> summary.queries().getOrDefault(status, 0L))
                    .tag("status", status)
                    .register(meters);
        }
        gauge("weir.query.attempts", Summary::attempts).register(meters);
        gauge("weir.query.cost.nanodollars", Summary::costNanodollars).register(meters);
        gauge("weir.query.energy.millijoules", Summary::energyMillijoules).register(meters);
    }

    /** Held strongly: a registry lets go of what only a gauge refers to, and reports no number from then on. */
    private Gauge.Builder<SummaryGauges> gauge(String name, ToDoubleFunction<Summary> figure) {
        return Gauge.builder(name, this, gauges -> gauges.summary()
                        .map(figure::applyAsDouble)
                        .orElse(Double.NaN))
                .strongReference(true);
    }

    /** No number while the views cannot be read. */
    private synchronized Optional<Summary> summary() {
        long now = nanoTime.getAsLong();
        if (!read || now - readAt >= FRESH.toNanos()) {
            latest = sums();
            readAt = now;
            read = true;
        }
        return latest;
    }

    private Optional<Summary> sums() {
        try {
            return Optional.of(Summary.of(queries.tenants(), List.of()));
        } catch (ViewsUnavailableException e) {
            return Optional.empty();
        }
    }
}
