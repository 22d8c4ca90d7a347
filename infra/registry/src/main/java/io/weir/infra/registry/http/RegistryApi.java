package io.weir.infra.registry.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.HttpResponseException;
import io.weir.infra.registry.log.EntryLog;
import io.weir.infra.registry.log.LogException;
import io.weir.infra.registry.operation.Refusals;
import io.weir.infra.registry.operation.RegistryException;
import io.weir.infra.registry.state.Registry;
import io.weir.infra.registry.store.SchemaText;
import java.util.List;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All routes of the interface in one server, not yet started. */
public final class RegistryApi {

    private static final Logger LOG = LoggerFactory.getLogger(RegistryApi.class);

    /** Requests at a time; further ones queue. Answers come from memory, and writes wait for one another anyway. */
    private static final int MAX_THREADS = 16;

    private static final int MIN_THREADS = 4;

    private RegistryApi() {}

    /**
     * Builds the server.
     *
     * @param registry the state
     * @param log where writes go
     * @param requireAlive throws {@link LogException} once the state is no longer kept up with the log
     */
    public static Javalin create(Registry registry, EntryLog log, Runnable requireAlive) {
        Javalin http = Javalin.create(RegistryApi::configure);
        http.before(ctx -> requireAlive.run());
        http.get("/", ctx -> Replies.json(ctx, Replies.object()));
        http.get("/schemas/types", ctx -> Replies.json(ctx, List.of(SchemaText.AVRO)));
        http.get("/contexts", ctx -> Replies.json(ctx, List.of(".")));
        new SubjectRoutes(registry, log).addTo(http);
        new SchemaRoutes(registry).addTo(http);
        new CompatibilityRoutes(registry).addTo(http);
        new SettingsRoutes(registry, log).addTo(http);
        addErrors(http);
        return http;
    }

    private static void configure(JavalinConfig config) {
        config.showJavalinBanner = false;
        config.http.prefer405over404 = true;
        config.jetty.threadPool = new QueuedThreadPool(MAX_THREADS, MIN_THREADS);
        // A subject may hold a slash, which clients send as %2F and Jetty would refuse as ambiguous.
        config.jetty.modifyHttpConfiguration(settings -> settings.setUriCompliance(UriCompliance.RFC3986));
    }

    private static void addErrors(Javalin http) {
        http.exception(RegistryException.class, (e, ctx) -> Replies.refusal(ctx, e));
        http.exception(LogException.class, (e, ctx) -> Replies.refusal(ctx, Refusals.storeFailed()));
        http.exception(
                HttpResponseException.class,
                (e, ctx) -> Replies.refusal(
                        ctx, new RegistryException(e.getStatus(), "HTTP " + e.getStatus() + " " + e.getMessage())));
        http.exception(Exception.class, (e, ctx) -> {
            LOG.error("{} {} failed", ctx.method(), ctx.path(), e);
            Replies.refusal(ctx, new RegistryException(500, "Internal Server Error"));
        });
    }
}
