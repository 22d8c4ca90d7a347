package io.weir.streams;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Configuration of the views application.
 *
 * @param bootstrapServers Kafka, host:port with commas between
 * @param registryUrl schema registry, http or https
 * @param stateDir directory of the state stores; one process at a time
 * @param host address that HTTP binds
 * @param httpPort port that HTTP binds, 0 for any free one
 * @param advertisedHost name or address by which other instances reach this one
 * @param retention how long results, decisions, ledger entries of queries and windowed aggregates are kept, in event time;
 *     a minute to ten years
 */
public record ViewsConfig(
        String bootstrapServers,
        String registryUrl,
        Path stateDir,
        String host,
        int httpPort,
        String advertisedHost,
        Duration retention) {

    /** As long as an id is remembered (the idempotency horizon): whoever repeats a query finds its first result. */
    public static final Duration DEFAULT_RETENTION = Duration.ofDays(7);

    public static final String DEFAULT_HOST = "127.0.0.1";
    public static final int DEFAULT_HTTP_PORT = 18080;

    private static final Duration SHORTEST_RETENTION = Duration.ofMinutes(1);
    private static final Duration LONGEST_RETENTION = Duration.ofDays(3653);

    public ViewsConfig {
        requireText("bootstrap", bootstrapServers);
        requireHttp("registry", registryUrl);
        requireText("host", host);
        requireText("advertised-host", advertisedHost);
        if (advertisedHost.equals("0.0.0.0") || advertisedHost.equals("::")) {
            throw invalid("advertised-host", advertisedHost, "must be an address that others can reach");
        }
        if (httpPort < 0 || httpPort > 65_535) {
            throw invalid("http-port", httpPort, "must be 0 to 65535");
        }
        if (retention.compareTo(SHORTEST_RETENTION) < 0 || retention.compareTo(LONGEST_RETENTION) > 0) {
            throw invalid("retention", retention, "must be " + SHORTEST_RETENTION + " to " + LONGEST_RETENTION);
        }
    }

    /** An instance on the loopback interface with the defaults. */
    public static ViewsConfig local(String bootstrapServers, String registryUrl, Path stateDir, int httpPort) {
        return new ViewsConfig(
                bootstrapServers, registryUrl, stateDir, DEFAULT_HOST, httpPort, DEFAULT_HOST, DEFAULT_RETENTION);
    }

    private static void requireText(String key, String value) {
        if (value.isBlank()) {
            throw invalid(key, value, "must not be empty");
        }
    }

    /** The registry's client takes several URLs with commas between; each is checked. */
    private static void requireHttp(String key, String value) {
        for (String url : value.split(",", -1)) {
            try {
                URI uri = URI.create(url.trim());
                if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                    continue;
                }
            } catch (IllegalArgumentException e) {
                // Said below, as for a URL of another kind.
            }
            throw invalid(key, value, "must be a URL with http or https");
        }
    }

    private static IllegalArgumentException invalid(String key, Object value, String rule) {
        return new IllegalArgumentException(key + " " + rule + ", is '" + value + "'");
    }
}
