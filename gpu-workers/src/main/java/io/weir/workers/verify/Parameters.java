package io.weir.workers.verify;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Parameters of one verifier. Says which one is wrong and why; a name that the kind does not know is an error too. */
record Parameters(String kind, Map<String, String> values) {

    /** A parameter travels with every attempt, and a pattern is compiled for each. */
    static final int MAX_CHARACTERS = 64 * 1024;

    Parameters {
        values = Map.copyOf(values);
        values.forEach((name, value) -> {
            if (value.length() > MAX_CHARACTERS) {
                throw new BadVerifierException(name, value, "is longer than " + MAX_CHARACTERS + " characters");
            }
        });
    }

    void allow(Set<String> names) {
        for (String name : new TreeSet<>(values.keySet())) {
            if (!names.contains(name)) {
                String known = names.isEmpty() ? "none" : String.join(", ", new TreeSet<>(names));
                throw new BadVerifierException(
                        name, value(name), "is not a parameter of " + kind + ", which has " + known);
            }
        }
    }

    String required(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new BadVerifierException(name, "", "is missing; " + kind + " needs it");
        }
        return value;
    }

    boolean flag(String name) {
        return oneOf(name, "false", Set.of("true", "false")).equals("true");
    }

    String oneOf(String name, String otherwise, Set<String> allowed) {
        String value = values.getOrDefault(name, otherwise);
        if (!allowed.contains(value)) {
            throw new BadVerifierException(name, value, "is none of " + String.join(", ", new TreeSet<>(allowed)));
        }
        return value;
    }

    private String value(String name) {
        return values.getOrDefault(name, "");
    }
}
