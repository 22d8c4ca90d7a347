package io.weir.streams.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;

/** Errors as JSON: those of routes, and those of requests that reach none. */
final class Errors {
    private static final String ANSWERED = "weir.answered";

    private Errors() {}

    static void answer(Context context, ApiException error) {
        ApiException.Body body = error.body();
        ObjectNode node = Json.object();
        ObjectNode child = node.putObject("error");
        child.put("code", body.code());
        child.put("message", body.message());
        child.put("field", body.field());
        child.put("value", body.value());
        context.attribute(ANSWERED, true);
        context.status(error.status()).contentType("application/json").result(Json.bytes(node));
    }

    /** For what no route matches, and what the server itself refuses. */
    static void addTo(Javalin app) {
        app.exception(HttpResponseException.class, (refused, context) -> context.status(refused.getStatus()));
        app.error(
                404,
                context -> unless(
                        context, new ApiException(404, "not_found", "no such resource", "path", context.path())));
        app.error(
                405,
                context -> unless(
                        context,
                        new ApiException(
                                405,
                                "method_not_allowed",
                                "only GET is served here",
                                "method",
                                context.req().getMethod())));
        app.error(
                400,
                context -> unless(
                        context, new ApiException(400, "bad_request", "the request cannot be read", null, null)));
    }

    private static void unless(Context context, ApiException error) {
        if (context.attribute(ANSWERED) == null) {
            answer(context, error);
        }
    }
}
