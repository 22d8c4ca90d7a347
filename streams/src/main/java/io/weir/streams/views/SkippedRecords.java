package io.weir.streams.views;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records that were passed over: counted each, logged once for a topic and cause. Nothing sends them to the dead letters:
 * what these topics hold was written by our own router and jobs, so one is a fault to be looked at where it stands.
 */
public final class SkippedRecords {
    /** Counter of records passed over, by topic and cause. */
    public static final String METRIC = "weir.views.records.skipped";

    private static final Logger LOG = LoggerFactory.getLogger(SkippedRecords.class);

    private final MeterRegistry meters;
    /** Bound: topics times causes, both of which are constants of the code. */
    private final Set<String> logged = ConcurrentHashMap.newKeySet();

    public SkippedRecords(MeterRegistry meters) {
        this.meters = meters;
    }

    /**
     * Counts a record.
     *
     * @param cause short code, one of a closed set
     * @param detail why, in words; goes into the log
     */
    void skip(String topic, int partition, long offset, String cause, String detail) {
        meters.counter(METRIC, "topic", topic, "cause", cause).increment();
        if (logged.add(topic + ' ' + cause)) {
            LOG.warn(
                    "Passed over {}-{}@{}: {}: {} (further ones of this cause are counted in {} only)",
                    topic,
                    partition,
                    offset,
                    cause,
                    detail,
                    METRIC);
        }
    }
}
