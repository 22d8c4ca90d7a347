package io.weir.workers.verify;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Counts how many steps a pattern has once its counted repeats are written out, without writing them out.
 *
 * <p>RE2J writes them out: {@code ((a{1000}){1000}){1000}} would fill any heap. A literal, a class and an escape are one
 * step; a repeat multiplies what it stands after, a group is the sum of what is inside.
 */
final class PatternSize {

    private final String pattern;
    private final Deque<Long> outer = new ArrayDeque<>();
    private long sum;
    private long last;
    private int at;

    private PatternSize(String pattern) {
        this.pattern = pattern;
    }

    /** Steps of the pattern, at most {@code Integer.MAX_VALUE}. A broken pattern has some size; its compiler refuses it. */
    static long of(String pattern) {
        return new PatternSize(pattern).count();
    }

    private long count() {
        while (at < pattern.length()) {
            char c = pattern.charAt(at++);
            switch (c) {
                case '\\' -> escape();
                case '[' -> characterClass();
                case '(' -> open();
                case ')' -> close();
                case '{' -> repeat();
                default -> atom(1);
            }
        }
        while (!outer.isEmpty()) {
            close();
        }
        return sum + last;
    }

    private void atom(long size) {
        sum = bounded(sum + last);
        last = size;
    }

    private void open() {
        outer.push(bounded(sum + last));
        sum = 1;
        last = 0;
    }

    private void close() {
        long inside = bounded(sum + last);
        sum = outer.isEmpty() ? 0 : outer.pop();
        last = inside;
    }

    private void repeat() {
        int end = pattern.indexOf('}', at);
        String counts = end < 0 ? "" : pattern.substring(at, end);
        if (!counts.matches("\\d{1,9}(,\\d{0,9})?")) {
            atom(1); // a brace that is no repeat stands for itself
            return;
        }
        int comma = counts.indexOf(',');
        long least = Long.parseLong(comma < 0 ? counts : counts.substring(0, comma));
        String limit = comma < 0 ? counts : counts.substring(comma + 1);
        long most = limit.isEmpty() ? least + 1 : Long.parseLong(limit); // a{2,} is aa+
        last = bounded(last * Math.max(1, most));
        at = end + 1;
    }

    private void escape() {
        if (pattern.startsWith("Q", at)) {
            int end = pattern.indexOf("\\E", at);
            int to = end < 0 ? pattern.length() : end;
            atom(to - at);
            at = Math.min(pattern.length(), to + 2);
        } else if (pattern.startsWith("{", at + 1) && at < pattern.length() && "pPx".indexOf(pattern.charAt(at)) >= 0) {
            int end = pattern.indexOf('}', at);
            atom(1);
            at = end < 0 ? pattern.length() : end + 1;
        } else {
            atom(1);
            at = Math.min(pattern.length(), at + 1);
        }
    }

    /** A closing bracket is literal where it comes first; {@code [:alpha:]} and escapes may hold one too. */
    private void characterClass() {
        at += pattern.startsWith("^", at) ? 1 : 0;
        at += pattern.startsWith("]", at) ? 1 : 0;
        while (at < pattern.length() && pattern.charAt(at) != ']') {
            int named = pattern.startsWith("[:", at) ? pattern.indexOf(":]", at + 2) : -1;
            at = named >= 0 ? named + 2 : at + (pattern.charAt(at) == '\\' ? 2 : 1);
        }
        at = Math.min(pattern.length(), at + 1);
        atom(1);
    }

    private static long bounded(long size) {
        return Math.min(size, Integer.MAX_VALUE);
    }
}
