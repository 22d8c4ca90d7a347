package io.weir.streams.http;

import java.util.ArrayList;
import java.util.List;

/** Segments of a raw request path, each percent-decoded once. */
final class PathSegments {
    private PathSegments() {}

    /**
     * Takes a path apart.
     *
     * @param rawPath such as /api/v1/tenants/acme/queries/a%2Fb; a slash at the end counts for nothing
     * @throws ApiException if an escape is broken or is not UTF-8
     */
    static List<String> of(String rawPath) {
        List<String> segments = new ArrayList<>();
        for (String raw : rawPath.substring(1).split("/", -1)) {
            segments.add(PercentDecoder.decoded("path", raw));
        }
        int last = segments.size() - 1;
        if (segments.get(last).isEmpty()) {
            segments.remove(last);
        }
        return segments;
    }
}
