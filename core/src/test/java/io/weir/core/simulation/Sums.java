package io.weir.core.simulation;

import io.weir.core.ledger.Limit;
import io.weir.core.ledger.Window;
import java.util.ArrayDeque;
import java.util.Deque;

/** What the entries of a line add up to. Of a rolling limit every booking is kept, with its bucket, until it falls out. */
final class Sums {

    private record Booked(long bucket, long posted, long excess) {}

    /** Buckets of a rolling window. */
    private static final int BUCKETS = 60;

    private final Limit opened;
    /** What the period before left, fixed as the first entry names this one. */
    long rolledOver;
    /** Greatest percentage of the limit that was reached so far. */
    int reached;

    long held;
    private long posted;
    private long excess;
    private long adjusted;
    private final Deque<Booked> booked = new ArrayDeque<>();
    private long bucket = Long.MIN_VALUE;

    Sums(Limit opened, long rolledOver) {
        this.opened = opened;
        this.rolledOver = rolledOver;
    }

    Limit opened() {
        return opened;
    }

    /** Time passes over a rolling window: what was booked sixty buckets ago counts no more. */
    void at(long atMicros) {
        long width = width();
        if (width > 0) {
            bucket = Math.max(bucket, Math.floorDiv(atMicros, width));
            while (!booked.isEmpty() && booked.getFirst().bucket <= bucket - BUCKETS) {
                Booked out = booked.removeFirst();
                posted -= out.posted;
                excess -= out.excess;
            }
        }
    }

    void book(long morePosted, long moreExcess) {
        posted = Math.addExact(posted, morePosted);
        excess = Math.addExact(excess, moreExcess);
        if (width() > 0 && (morePosted != 0 || moreExcess != 0)) {
            booked.addLast(new Booked(bucket, morePosted, moreExcess));
        }
    }

    void adjust(long amount) {
        adjusted = Math.addExact(adjusted, amount);
    }

    long adjusted() {
        return adjusted;
    }

    long posted() {
        return posted;
    }

    long excess() {
        return excess;
    }

    long used() {
        return Math.addExact(Math.addExact(held, adjusted), Math.addExact(posted, excess));
    }

    /** What will count at a later time if nothing happens until then. */
    long usedAt(long laterMicros) {
        long width = width();
        long left = used();
        for (Booked one : booked) {
            if (one.bucket <= Math.floorDiv(laterMicros, width) - BUCKETS) {
                left -= one.posted + one.excess;
            }
        }
        return left;
    }

    /** End of what a rolling window spans now. */
    long endMicros() {
        return (bucket + 1) * width();
    }

    /** Start of what a rolling window spans now. */
    long startMicros() {
        return (bucket + 1 - BUCKETS) * width();
    }

    /** Width of a bucket in microseconds; 0 where the window does not roll. */
    private long width() {
        return switch (opened.window().wireName()) {
            case "rolling_minute" -> 1_000_000L;
            case "rolling_hour" -> 60_000_000L;
            default -> 0L;
        };
    }

    boolean rolls() {
        return opened.window() instanceof Window.Rolling;
    }
}
