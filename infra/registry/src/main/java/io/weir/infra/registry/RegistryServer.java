package io.weir.infra.registry;

import io.javalin.Javalin;
import io.javalin.util.JavalinBindException;
import io.weir.infra.registry.http.RegistryApi;
import io.weir.infra.registry.log.SchemaLog;
import io.weir.infra.registry.state.Registry;

/** A running registry. */
public final class RegistryServer implements AutoCloseable {

    private final SchemaLog log;
    private final Javalin http;
    private final String host;

    private RegistryServer(SchemaLog log, Javalin http, String host) {
        this.log = log;
        this.http = http;
        this.host = host;
    }

    /**
     * Starts a registry: waits for the brokers, folds the whole log, then listens. That it listens means that it is ready.
     *
     * @throws io.weir.infra.registry.log.LogException if the log is not there within its start timeout
     * @throws IllegalStateException if the port is in use
     */
    public static RegistryServer start(RegistryConfig config) {
        Registry registry = new Registry();
        SchemaLog log = SchemaLog.open(config.log(), registry::apply);
        Javalin http = RegistryApi.create(registry, log, log::requireAlive);
        try {
            http.start(config.host(), config.port());
        } catch (JavalinBindException e) {
            log.close();
            throw new IllegalStateException("port " + config.port() + " of " + config.host() + " is in use", e);
        }
        return new RegistryServer(log, http, config.host());
    }

    /** Address for clients. */
    public String url() {
        return "http://" + host + ":" + http.port();
    }

    @Override
    public void close() {
        http.stop();
        log.close();
    }
}
