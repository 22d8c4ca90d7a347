package io.weir.workers.verify;

/** A verifier that cannot judge anything, because its kind or a parameter is wrong. The message names it and its value. */
public final class BadVerifierException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** A schema or a pattern can be long; the message keeps its beginning. */
    private static final int SHOWN_CHARACTERS = 200;

    private final String parameter;

    BadVerifierException(String parameter, String value, String why) {
        super("verifier " + parameter + ": " + quoted(value) + " " + why);
        this.parameter = parameter;
    }

    /** The parameter at fault, or {@code kind}. */
    public String parameter() {
        return parameter;
    }

    private static String quoted(String value) {
        return value.length() <= SHOWN_CHARACTERS
                ? '"' + value + '"'
                : '"' + value.substring(0, SHOWN_CHARACTERS) + "...\"";
    }
}
