package io.weir.infra.local.check;

import io.weir.v1.Balance;
import io.weir.v1.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A rolling balance as the amounts of the entries make it: all open holds, and what was posted and in excess in the bucket of
 * the entry and the 59 before it. Nothing is adjusted in a rolling window. At most 60 buckets are kept.
 */
final class RollingSums {

    private static final int BUCKETS = 60;

    private record Bucket(long number, RunningBalance sum) {}

    private final Duration width;
    private final Deque<Bucket> buckets = new ArrayDeque<>();
    private long held;

    RollingSums(String window) {
        width = window.equals("rolling_minute") ? Duration.ofSeconds(1) : Duration.ofMinutes(1);
    }

    /** As a seal states it. */
    static RollingSums of(Balance sealed) {
        RollingSums sums = new RollingSums(sealed.getWindow());
        sums.held = sealed.getHeld();
        sealed.getBuckets()
                .forEach(bucket -> sums.buckets.addLast(new Bucket(
                        sums.number(bucket.getStart()),
                        new RunningBalance(0, bucket.getPosted(), bucket.getExcess(), 0))));
        return sums;
    }

    static boolean rolls(String window) {
        return window.equals("rolling_minute") || window.equals("rolling_hour");
    }

    /** The balance after an entry, by the clock of the entry. */
    RunningBalance after(LedgerEntry entry, String unit) {
        long number = number(entry.getAt());
        buckets.removeIf(bucket -> bucket.number <= number - BUCKETS);
        RunningBalance before = current(number);
        RunningBalance after = new RunningBalance(held, before.posted(), before.excess(), 0).after(entry, unit);
        held = after.held();
        if (!buckets.isEmpty() && buckets.getLast().number == number) {
            buckets.removeLast();
        }
        buckets.addLast(new Bucket(number, new RunningBalance(0, after.posted(), after.excess(), 0)));
        long posted = 0;
        long excess = 0;
        for (Bucket bucket : buckets) {
            posted = Math.addExact(posted, bucket.sum.posted());
            excess = Math.addExact(excess, bucket.sum.excess());
        }
        return new RunningBalance(held, posted, excess, after.adjusted());
    }

    /** Whether the period and the current bucket are those of the entry. */
    boolean matches(LedgerEntry entry, Balance stated) {
        long number = number(entry.getAt());
        RunningBalance bucket = current(number);
        return start(number - BUCKETS + 1).equals(stated.getPeriodStart())
                && start(number + 1).equals(stated.getPeriodEnd())
                && bucket.posted() == stated.getBucketPosted()
                && bucket.excess() == stated.getBucketExcess();
    }

    /** Such as: bucket from 2026-03-01T00:00:00Z with posted 5, excess 0. */
    String describe(LedgerEntry entry) {
        long number = number(entry.getAt());
        RunningBalance bucket = current(number);
        return "60 buckets to " + start(number + 1) + ", the last with posted " + bucket.posted() + ", excess "
                + bucket.excess();
    }

    private RunningBalance current(long number) {
        return !buckets.isEmpty() && buckets.getLast().number == number ? buckets.getLast().sum : RunningBalance.ZERO;
    }

    private long number(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), width.toSeconds());
    }

    private Instant start(long number) {
        return Instant.ofEpochSecond(Math.multiplyExact(number, width.toSeconds()));
    }
}
