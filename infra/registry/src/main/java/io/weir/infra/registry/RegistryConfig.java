package io.weir.infra.registry;

import io.weir.infra.registry.log.LogConfig;

/**
 * Where the registry listens and where its log is.
 *
 * @param host address to listen on
 * @param port port to listen on; 0 for any free one
 * @param log the log
 */
public record RegistryConfig(String host, int port, LogConfig log) {

    public static final String LOOPBACK = "127.0.0.1";

    /** On loopback, with the default topic. */
    public static RegistryConfig of(String bootstrapServers, int port) {
        return new RegistryConfig(LOOPBACK, port, LogConfig.of(bootstrapServers));
    }
}
