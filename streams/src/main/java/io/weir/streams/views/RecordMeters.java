package io.weir.streams.views;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts of records folded in and passed over; one that is passed over is logged once for a topic and cause. Nothing sends
 * them to the dead letters: what these topics hold was written by our own router and jobs, so one is a fault to be looked
 * at where it stands.
 */
public final class RecordMeters {
    /** Counter of records folded in, by topic; one that comes again after a crash counts again. */
    public static final String FOLDED = "weir.views.records.folded";

    /** Counter of records passed over, by topic and cause. */
    public static final String SKIPPED = "weir.views.records.skipped";

    private static final Logger LOG = LoggerFactory.getLogger(RecordMeters.class);

    private final MeterRegistry meters;
    /** Bound: topics times causes, both of which are constants of the code. */
    private final Set<String> logged = ConcurrentHashMap.newKeySet();

    public RecordMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    /** Counts a record that was folded in. */
    void folded(String topic) {
        meters.counter(FOLDED, "topic", topic).increment();
    }

    /**
     * Counts a record that was passed over.
     *
     * @param cause short code, one of a closed set
     * @param detail why, in words; goes into the log
     */
    void skipped(String topic, int partition, long offset, String cause, String detail) {
        meters.counter(SKIPPED, "topic", topic, "cause", cause).increment();
        if (logged.add(topic + ' ' + cause)) {
            LOG.warn(
                    "Passed over {}-{}@{}: {}: {} (further ones of this cause are counted in {} only)",
                    topic,
                    partition,
                    offset,
                    cause,
                    detail,
                    SKIPPED);
        }
    }
}
