package io.weir.bench.overshoot;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** What counts against one limit of one account, by the ledger's amounts alone. */
sealed interface Counter {

    /** Held, posted and excess together, of the period that a time belongs to. */
    long used(Instant at);

    /** Held, posted and excess, each, of a period. */
    Sums sums(long period, Instant at);

    /** The period that a hold taken at this time belongs to, for its settlement. */
    long period(Instant at);

    void hold(long period, long amount);

    /** A hold ends: what was held is free again, what was used is posted. */
    void settle(long period, long held, long posted, Instant at);

    void excess(long period, long amount, Instant at);

    /** @return the counter of a window by its name on the wire */
    static Counter of(String window) {
        long bucketSeconds = Windows.bucketSeconds(window);
        return bucketSeconds == 0 ? new Periods(window) : new Rolling(bucketSeconds);
    }

    /** Amounts in the unit's integer. */
    record Sums(long held, long posted, long excess) {
        static final Sums NONE = new Sums(0, 0, 0);

        Sums plus(long moreHeld, long morePosted, long moreExcess) {
            return new Sums(
                    Math.addExact(held, moreHeld),
                    Math.addExact(posted, morePosted),
                    Math.addExact(excess, moreExcess));
        }

        long total() {
            return Math.addExact(held, Math.addExact(posted, excess));
        }
    }

    /** Calendar windows and that without an end: hold and post belong to the period of the hold. */
    final class Periods implements Counter {

        private final String window;
        private final Map<Long, Sums> sums = new HashMap<>();

        Periods(String window) {
            this.window = window;
        }

        @Override
        public long used(Instant at) {
            return sums(period(at), at).total();
        }

        @Override
        public Sums sums(long period, Instant at) {
            return sums.getOrDefault(period, Sums.NONE);
        }

        @Override
        public long period(Instant at) {
            return Windows.periodDay(window, at);
        }

        @Override
        public void hold(long period, long amount) {
            add(period, amount, 0, 0);
        }

        @Override
        public void settle(long period, long held, long posted, Instant at) {
            add(period, Math.negateExact(held), posted, 0);
        }

        @Override
        public void excess(long period, long amount, Instant at) {
            add(period, 0, 0, amount);
        }

        private void add(long period, long held, long posted, long excess) {
            sums.put(period, sums.getOrDefault(period, Sums.NONE).plus(held, posted, excess));
        }
    }

    /**
     * The last 60 buckets, the current one included: an open hold always counts, what is posted or in excess counts from the
     * bucket in which it was booked until that falls out.
     */
    final class Rolling implements Counter {

        private static final int BUCKETS = 60;

        private final long bucketSeconds;
        private final Deque<Bucket> buckets = new ArrayDeque<>();
        private long held;

        private record Bucket(long number, long posted, long excess) {}

        Rolling(long bucketSeconds) {
            this.bucketSeconds = bucketSeconds;
        }

        private long number(Instant at) {
            return Math.floorDiv(at.getEpochSecond(), bucketSeconds);
        }

        @Override
        public long used(Instant at) {
            return sums(0, at).total();
        }

        @Override
        public Sums sums(long period, Instant at) {
            drop(at);
            Sums all = new Sums(held, 0, 0);
            for (Bucket bucket : buckets) {
                all = all.plus(0, bucket.posted(), bucket.excess());
            }
            return all;
        }

        /** Time never goes back in a partition, so what has fallen out is not asked for again. */
        private void drop(Instant at) {
            long oldest = number(at) - BUCKETS + 1;
            while (!buckets.isEmpty() && buckets.getFirst().number() < oldest) {
                buckets.removeFirst();
            }
        }

        @Override
        public long period(Instant at) {
            return 0;
        }

        @Override
        public void hold(long period, long amount) {
            held = Math.addExact(held, amount);
        }

        @Override
        public void settle(long period, long released, long posted, Instant at) {
            held = Math.subtractExact(held, released);
            book(posted, 0, at);
        }

        @Override
        public void excess(long period, long amount, Instant at) {
            book(0, amount, at);
        }

        private void book(long posted, long excess, Instant at) {
            Bucket last = buckets.peekLast();
            if (last != null && last.number() == number(at)) {
                buckets.removeLast();
                buckets.addLast(new Bucket(
                        last.number(), Math.addExact(last.posted(), posted), Math.addExact(last.excess(), excess)));
            } else {
                buckets.addLast(new Bucket(number(at), posted, excess));
            }
        }
    }
}
