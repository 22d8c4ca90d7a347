package io.weir.workers.verify;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * Finds the numbers of a text in one pass: digits with commas between them, a fraction, an exponent, a sign.
 *
 * <p>A minus is a sign unless it directly follows a letter or a digit, so that {@code 3-7} ends in 7 and {@code = -7} in -7.
 * A full stop belongs to the number only where a digit follows: {@code 42.} is 42. Commas are dropped: {@code 1,234.5} is
 * 1234.5. Numbers longer than {@link #MAX_CHARACTERS} are skipped.
 */
final class Numbers {

    /** Longer than any number that means something; bounds the work of turning it into a decimal. */
    static final int MAX_CHARACTERS = 400;

    /** An exponent of more digits is left out: 1e999999 would otherwise be a number of a million digits. */
    private static final int MAX_EXPONENT_DIGITS = 3;

    private final String text;
    private int at;

    private Numbers(String text) {
        this.text = text;
    }

    static Optional<BigDecimal> first(String text) {
        return new Numbers(text).next();
    }

    static Optional<BigDecimal> last(String text) {
        Numbers numbers = new Numbers(text);
        Optional<BigDecimal> last = Optional.empty();
        for (Optional<BigDecimal> each = numbers.next(); each.isPresent(); each = numbers.next()) {
            last = each;
        }
        return last;
    }

    /** The number that is the whole text. */
    static Optional<BigDecimal> only(String text) {
        Numbers numbers = new Numbers(text.strip());
        Optional<BigDecimal> number = numbers.next();
        boolean whole = numbers.at == numbers.text.length() && numbers.start == 0;
        return whole ? number : Optional.empty();
    }

    private int start;

    private Optional<BigDecimal> next() {
        while (at < text.length()) {
            if (startsNumber(at)) {
                start = withSign(at);
                at = end(at);
                if (at - start <= MAX_CHARACTERS) {
                    return Optional.of(parse(text.substring(start, at)));
                }
            } else {
                at++;
            }
        }
        return Optional.empty();
    }

    private boolean startsNumber(int index) {
        return digit(index) || (text.charAt(index) == '.' && digit(index + 1));
    }

    private int withSign(int index) {
        boolean minus = index > 0 && minus(text.charAt(index - 1));
        boolean sign = minus && !(index > 1 && Character.isLetterOrDigit(text.charAt(index - 2)));
        return sign ? index - 1 : index;
    }

    private int end(int from) {
        int end = from;
        while (digit(end) || (charIs(end, ',') && digit(end + 1))) {
            end++;
        }
        if (charIs(end, '.') && digit(end + 1)) {
            end = digits(end + 1);
        }
        return exponentEnd(end);
    }

    private int exponentEnd(int end) {
        if (!charIs(end, 'e') && !charIs(end, 'E')) {
            return end;
        }
        int from = charIs(end + 1, '+') || charIs(end + 1, '-') ? end + 2 : end + 1;
        int to = digits(from);
        boolean exponent = to > from && to - from <= MAX_EXPONENT_DIGITS;
        return exponent ? to : end;
    }

    private int digits(int from) {
        int end = from;
        while (digit(end)) {
            end++;
        }
        return end;
    }

    private boolean digit(int index) {
        return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
    }

    private boolean charIs(int index, char c) {
        return index < text.length() && text.charAt(index) == c;
    }

    private static boolean minus(char c) {
        return c == '-' || c == '\u2212';
    }

    private static BigDecimal parse(String number) {
        return new BigDecimal(number.replace(",", "").replace('\u2212', '-'));
    }
}
