package io.weir.core.admission;

/**
 * A field that broke a bound.
 *
 * @param code machine-readable reason, such as invalid or too_old
 * @param field field, as named in the schema
 * @param value its value, escaped and bounded
 * @param reason the reason in one sentence
 */
public record Violation(String code, String field, String value, String reason) {

    /** Longest excerpt of a value, in characters. */
    private static final int EXCERPT = 120;

    public static Violation invalid(String field, Object value, String rule) {
        return of("invalid", field, value, rule);
    }

    public static Violation of(String code, String field, Object value, String rule) {
        String excerpt = excerpt(String.valueOf(value));
        return new Violation(code, field, excerpt, field + " " + rule + ": " + excerpt);
    }

    /** The value with control characters, lone surrogates and line breaks escaped, so that it can forge no log line. */
    public static String excerpt(String value) {
        return excerpt(value, EXCERPT);
    }

    /** As {@link #excerpt(String)}, of about so many characters at most. */
    public static String excerpt(String value, int most) {
        StringBuilder safe = new StringBuilder(Math.min(value.length(), most) + 8);
        int i = 0;
        while (i < value.length() && safe.length() < most) {
            int point = value.codePointAt(i);
            int type = Character.getType(point);
            if (type == Character.CONTROL
                    || type == Character.SURROGATE
                    || type == Character.FORMAT
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR) {
                safe.append(String.format("\\u%04x", point));
            } else {
                safe.appendCodePoint(point);
            }
            i += Character.charCount(point);
        }
        return i < value.length() ? safe + "…" : safe.toString();
    }
}
