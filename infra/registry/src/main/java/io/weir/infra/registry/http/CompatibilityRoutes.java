package io.weir.infra.registry.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.weir.infra.registry.operation.Compatibility;
import io.weir.infra.registry.operation.Submission;
import io.weir.infra.registry.operation.VersionId;
import io.weir.infra.registry.state.Registry;
import java.util.List;

/** Trials of a schema against what is registered, without registering it. */
final class CompatibilityRoutes {

    private static final String VERSIONS = "/compatibility/subjects/{subject}/versions";

    private final Registry registry;

    CompatibilityRoutes(Registry registry) {
        this.registry = registry;
    }

    void addTo(Javalin http) {
        http.post(VERSIONS, this::withAll);
        http.post(VERSIONS + "/{version}", this::withVersion);
    }

    private void withAll(Context ctx) {
        String subject = Query.subject(ctx);
        Submission submission = Body.submission(ctx);
        reply(ctx, registry.read(store -> Compatibility.withAll(store, subject, submission)));
    }

    private void withVersion(Context ctx) {
        String subject = Query.subject(ctx);
        VersionId version = Query.version(ctx);
        Submission submission = Body.submission(ctx);
        reply(ctx, registry.read(store -> Compatibility.withVersion(store, subject, version, submission)));
    }

    private static void reply(Context ctx, List<String> objections) {
        ObjectNode reply = Replies.object().put("is_compatible", objections.isEmpty());
        if (Query.flag(ctx, "verbose")) {
            objections.forEach(reply.putArray("messages")::add);
        }
        Replies.json(ctx, reply);
    }
}
