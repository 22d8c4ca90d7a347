package io.weir.core.query;

import java.util.Map;

/**
 * How an answer is checked.
 *
 * @param kind none, exact, numeric, choice, regex, json_schema and others
 * @param parameters parameters of the kind
 */
public record Verifier(String kind, Map<String, String> parameters) {

    public static final Verifier NONE = new Verifier("none", Map.of());

    public Verifier {
        parameters = Map.copyOf(parameters);
    }

    /** Whether an answer can fail, so that there is something to escalate on. */
    public boolean verifies() {
        return !kind.equals("none");
    }
}
