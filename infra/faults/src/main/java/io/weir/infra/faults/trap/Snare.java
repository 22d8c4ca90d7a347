package io.weir.infra.faults.trap;

import java.util.List;

/**
 * What a trap waits for and then does.
 *
 * @param point where
 * @param hit which time the point is reached, from 1
 * @param action what then
 */
public record Snare(Point point, int hit, Action action) {

    /** What happens to the process. */
    public enum Action {
        /** Ends at once with status 137, as kill -9 ends it. */
        HALT,
        /** Stops, as SIGSTOP stops it, until it is sent SIGCONT. */
        STOP
    }

    public Snare {
        if (hit < 1) {
            throw new IllegalArgumentException("hit must be 1 or more: " + hit);
        }
    }

    /** One line. */
    String text() {
        return point + " " + hit + " " + action;
    }

    /** @throws IllegalArgumentException if the line is none of {@link #text} */
    static Snare parse(String text) {
        List<String> parts = List.of(text.strip().split(" ", -1));
        if (parts.size() != 3) {
            throw new IllegalArgumentException("not 'POINT HIT ACTION': " + text);
        }
        return new Snare(Point.valueOf(parts.get(0)), Integer.parseInt(parts.get(1)), Action.valueOf(parts.get(2)));
    }

    @Override
    public String toString() {
        return point + "#" + hit;
    }
}
