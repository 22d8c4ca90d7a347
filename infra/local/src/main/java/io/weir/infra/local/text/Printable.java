package io.weir.infra.local.text;

import java.util.Locale;

/** Strings from outside, as they may be printed. */
public final class Printable {

    private Printable() {}

    /** The text on one line: control and format characters, separators and lone surrogates as {@code \}{@code uXXXX}. */
    public static String line(String text) {
        return escaped(text, false);
    }

    /** As {@link #line}, but line breaks and tabs stay: for answers, which have lines of their own. */
    public static String lines(String text) {
        return escaped(text, true);
    }

    private static String escaped(String text, boolean breaks) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (isHarmful(point) && !(breaks && (point == '\n' || point == '\t'))) {
                safe.append(String.format(Locale.ROOT, "\\u%04x", point));
            } else {
                safe.appendCodePoint(point);
            }
        });
        return safe.toString();
    }

    private static boolean isHarmful(int point) {
        int type = Character.getType(point);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }
}
