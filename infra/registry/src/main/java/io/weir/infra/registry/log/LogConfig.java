package io.weir.infra.registry.log;

import java.time.Duration;

/**
 * Where the log is and how long to wait for it.
 *
 * @param bootstrapServers brokers
 * @param topic name of the topic; {@code _schemas} for Confluent's server
 * @param startTimeout how long to wait at the start for brokers that are not there yet
 * @param writeTimeout how long a write may take until it is read back
 */
public record LogConfig(String bootstrapServers, String topic, Duration startTimeout, Duration writeTimeout) {

    public static final String DEFAULT_TOPIC = "_schemas";
    private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(15);

    public static LogConfig of(String bootstrapServers) {
        return new LogConfig(bootstrapServers, DEFAULT_TOPIC, START_TIMEOUT, WRITE_TIMEOUT);
    }
}
