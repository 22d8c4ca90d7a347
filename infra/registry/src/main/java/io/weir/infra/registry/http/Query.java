package io.weir.infra.registry.http;

import io.javalin.http.Context;
import io.weir.infra.registry.operation.RegistryException;
import io.weir.infra.registry.operation.VersionId;
import io.weir.infra.registry.store.Visible;
import org.jspecify.annotations.Nullable;

/** What paths and query strings say. */
final class Query {

    private Query() {}

    static String subject(Context ctx) {
        return ctx.pathParam("subject");
    }

    static VersionId version(Context ctx) {
        return VersionId.parse(ctx.pathParam("version"));
    }

    /** An id; what is no number is a path that does not exist, as on Confluent's server. */
    static int id(Context ctx) {
        try {
            return Integer.parseInt(ctx.pathParam("id"));
        } catch (NumberFormatException e) {
            throw new RegistryException(404, "HTTP 404 Not Found");
        }
    }

    static boolean flag(Context ctx, String name) {
        return "true".equalsIgnoreCase(ctx.queryParam(name));
    }

    static Visible visible(Context ctx) {
        if (flag(ctx, "deletedOnly")) {
            return Visible.DELETED;
        }
        return flag(ctx, "deleted") ? Visible.ALL : Visible.ACTIVE;
    }

    static String text(Context ctx, String name) {
        @Nullable String value = ctx.queryParam(name);
        return value == null ? "" : value;
    }
}
