package io.weir.streams.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.weir.streams.query.Placement;
import io.weir.streams.query.ViewsQueries;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The HTTP server; the routes do the work. */
public final class ApiServer implements AutoCloseable {
    /** Requests answered at a time; more wait. Reads of RocksDB gain nothing from more. */
    private static final int MOST_THREADS = 32;

    private static final int LEAST_THREADS = 4;

    private final Javalin app;

    private ApiServer(Javalin app) {
        this.app = app;
    }

    /**
     * Starts a server and returns when it listens.
     *
     * @param host address to bind
     * @param port port to bind; 0 is any free one
     */
    public static ApiServer start(
            String host,
            int port,
            ViewsQueries queries,
            Placement placement,
            Health health,
            PrometheusMeterRegistry meters) {
        Javalin app = Javalin.create(ApiServer::configure);
        List<Route> routes = new ArrayList<>(new TenantRoutes(queries).all());
        routes.addAll(new SharedRoutes(queries, placement).all());
        Forwarder forwarder = new Forwarder();
        routes.forEach(route -> app.get(route.path(), new RouteHandler(route, placement, forwarder, meters)));
        app.get("/livez", context -> probe(context, "alive", health.isAlive(), health));
        app.get("/readyz", context -> probe(context, "ready", health.isReady(), health));
        app.get("/metrics", context -> context.contentType("text/plain; version=0.0.4; charset=utf-8")
                .result(meters.scrape()));
        Errors.addTo(app);
        return new ApiServer(app.start(host, port));
    }

    private static void configure(JavalinConfig config) {
        config.showJavalinBanner = false;
        config.startupWatcherEnabled = false;
        config.http.prefer405over404 = true;
        config.jetty.threadPool = new QueuedThreadPool(MOST_THREADS, LEAST_THREADS);
    }

    private static void probe(Context context, String name, boolean holds, Health health) {
        ObjectNode node = Json.object();
        node.put(name, holds);
        node.put("state", health.state());
        context.attribute("weir.answered", true);
        context.status(holds ? 200 : 503).contentType("application/json").result(Json.bytes(node));
    }

    /** Port that it listens on. */
    public int port() {
        return app.port();
    }

    /** Stops listening; requests under way are finished. */
    @Override
    public void close() {
        app.stop();
    }
}
