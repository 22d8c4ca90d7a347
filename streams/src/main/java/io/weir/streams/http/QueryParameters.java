package io.weir.streams.http;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Parameters of a raw query string, strictly: a name that is not known, or comes twice, is a mistake to be told. */
final class QueryParameters {
    private QueryParameters() {}

    /**
     * Values by name. As in a form, a plus is a blank.
     *
     * @param raw such as task=add2&amp;limit=5; null where there is none
     * @param known names that it may have
     * @throws ApiException that names the parameter
     */
    static Map<String, String> of(@Nullable String raw, Set<String> known) {
        Map<String, String> parameters = new HashMap<>();
        if (raw == null || raw.isEmpty()) {
            return parameters;
        }
        for (String pair : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = decoded("query string", equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            if (!known.contains(name)) {
                throw new ApiException(400, "unknown_parameter", "no such parameter: " + name, name, value);
            }
            if (parameters.put(name, decoded(name, value)) != null) {
                throw ApiException.invalid(name, value, "must be given once");
            }
        }
        return parameters;
    }

    private static String decoded(String field, String raw) {
        return PercentDecoder.decoded(field, raw.replace('+', ' '));
    }
}
