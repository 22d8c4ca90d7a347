package io.weir.streams.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a route needs of a request.
 *
 * @param segments decoded segments of the path, with api and v1 in front
 * @param parameters values of the query string by name, decoded
 */
record Request(List<String> segments, Map<String, String> parameters) {

    Request {
        segments = List.copyOf(segments);
        parameters = Map.copyOf(parameters);
    }

    /** Tenant of /api/v1/tenants/TENANT/… */
    String tenant() {
        return segments.get(3);
    }

    /** Query of /api/v1/tenants/TENANT/queries/QUERY… */
    String queryId() {
        return segments.get(5);
    }

    /** Account of /api/v1/accounts/PATH… */
    String account() {
        return String.join("/", segments.subList(3, segments.size()));
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    /** How many items an answer has at most. */
    int limit(int standard, int greatest) {
        String value = parameters.get("limit");
        if (value == null) {
            return standard;
        }
        try {
            int limit = Integer.parseInt(value);
            if (limit >= 1 && limit <= greatest) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // Said below, as for a number out of range.
        }
        throw ApiException.invalid("limit", value, "must be a whole number from 1 to " + greatest);
    }
}
