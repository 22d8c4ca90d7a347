package io.weir.streams.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A resource of the API.
 *
 * @param path as Javalin matches it; also its name in metrics
 * @param tenant tenant that a request is about, where it is about one: then it is answered where that tenant's views are
 * @param parameters names that the query string may have
 * @param answer the answer to a request; throws {@link ApiException} for a refusal
 */
record Route(
        String path,
        Function<Request, Optional<String>> tenant,
        Set<String> parameters,
        Function<Request, ObjectNode> answer) {}
