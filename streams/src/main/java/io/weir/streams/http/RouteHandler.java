package io.weir.streams.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.weir.streams.query.Placement;
import io.weir.streams.query.ViewsUnavailableException;
import java.net.URI;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the requests of a route: checks parameters, answers or passes on, turns failures into errors, takes the time. */
final class RouteHandler implements Handler {
    private static final Logger LOG = LoggerFactory.getLogger(RouteHandler.class);

    private final Route route;
    private final Placement placement;
    private final Forwarder forwarder;
    private final MeterRegistry meters;

    RouteHandler(Route route, Placement placement, Forwarder forwarder, MeterRegistry meters) {
        this.route = route;
        this.placement = placement;
        this.forwarder = forwarder;
        this.meters = meters;
    }

    @Override
    public void handle(Context context) {
        Timer.Sample sample = Timer.start(meters);
        try {
            answer(context);
        } catch (ApiException e) {
            Errors.answer(context, e);
        } catch (ViewsUnavailableException e) {
            context.header("Retry-After", "1");
            Errors.answer(context, new ApiException(503, "unavailable", String.valueOf(e.getMessage()), null, null));
        } catch (RuntimeException e) {
            LOG.error("{} failed", route.path(), e);
            Errors.answer(context, new ApiException(500, "internal", "internal error; the log has more", null, null));
        }
        sample.stop(meters.timer(
                "weir.http.requests",
                "route",
                route.path(),
                "status",
                Integer.toString(context.status().getCode())));
    }

    private void answer(Context context) {
        Request request = new Request(
                PathSegments.of(context.req().getRequestURI()),
                QueryParameters.of(context.queryString(), route.parameters()));
        Optional<URI> elsewhere = route.tenant().apply(request).flatMap(placement::elsewhere);
        if (elsewhere.isPresent()) {
            forwarder.forward(context, elsewhere.get());
        } else {
            context.contentType("application/json")
                    .result(Json.bytes(route.answer().apply(request)));
        }
    }
}
