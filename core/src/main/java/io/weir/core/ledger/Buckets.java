package io.weir.core.ledger;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What was posted and in excess in each of the last {@link Window.Rolling#BUCKETS} buckets of a rolling window, with the sums.
 * Immutable. Only buckets in which something was booked are kept, ascending.
 */
public final class Buckets {

    public static final Buckets NONE = new Buckets(new long[0], new long[0], new long[0], 0, 0);

    private final long[] numbers;
    private final long[] posted;
    private final long[] excess;
    private final long sumPosted;
    private final long sumExcess;

    private Buckets(long[] numbers, long[] posted, long[] excess, long sumPosted, long sumExcess) {
        this.numbers = numbers;
        this.posted = posted;
        this.excess = excess;
        this.sumPosted = sumPosted;
        this.sumExcess = sumExcess;
    }

    public long posted() {
        return sumPosted;
    }

    public long excess() {
        return sumExcess;
    }

    /** Buckets in which something was booked. */
    public int size() {
        return numbers.length;
    }

    /** Number of a bucket, ascending with the index. */
    public long number(int index) {
        return numbers[index];
    }

    public long posted(int index) {
        return posted[index];
    }

    public long excess(int index) {
        return excess[index];
    }

    /** Posted in the bucket of this number. */
    public long postedIn(long number) {
        int index = Arrays.binarySearch(numbers, number);
        return index < 0 ? 0 : posted[index];
    }

    /** Excess in the bucket of this number. */
    public long excessIn(long number) {
        int index = Arrays.binarySearch(numbers, number);
        return index < 0 ? 0 : excess[index];
    }

    /** Those that still count when this one is the current. */
    public Buckets until(long current) {
        long oldest = current - Window.Rolling.BUCKETS + 1;
        if (numbers.length == 0 || numbers[0] >= oldest) {
            return this;
        }
        int out = 1;
        while (out < numbers.length && numbers[out] < oldest) {
            out++;
        }
        long postedLeft = sumPosted;
        long excessLeft = sumExcess;
        for (int i = 0; i < out; i++) {
            postedLeft = Math.subtractExact(postedLeft, posted[i]);
            excessLeft = Math.subtractExact(excessLeft, excess[i]);
        }
        return new Buckets(
                Arrays.copyOfRange(numbers, out, numbers.length),
                Arrays.copyOfRange(posted, out, numbers.length),
                Arrays.copyOfRange(excess, out, numbers.length),
                postedLeft,
                excessLeft);
    }

    /**
     * With what is booked in the current bucket.
     *
     * @param current its number, no less than that of any other
     */
    public Buckets plus(long current, long morePosted, long moreExcess) {
        if (morePosted == 0 && moreExcess == 0) {
            return this;
        }
        int last = numbers.length - 1;
        boolean known = last >= 0 && numbers[last] == current;
        if (last >= 0 && numbers[last] > current) {
            throw new IllegalStateException("bucket " + current + " comes after " + numbers[last]);
        }
        int size = known ? numbers.length : numbers.length + 1;
        long[] newNumbers = Arrays.copyOf(numbers, size);
        long[] newPosted = Arrays.copyOf(posted, size);
        long[] newExcess = Arrays.copyOf(excess, size);
        newNumbers[size - 1] = current;
        newPosted[size - 1] = Math.addExact(newPosted[size - 1], morePosted);
        newExcess[size - 1] = Math.addExact(newExcess[size - 1], moreExcess);
        return new Buckets(
                newNumbers,
                newPosted,
                newExcess,
                Math.addExact(sumPosted, morePosted),
                Math.addExact(sumExcess, moreExcess));
    }

    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof Buckets other
                && Arrays.equals(numbers, other.numbers)
                && Arrays.equals(posted, other.posted)
                && Arrays.equals(excess, other.excess);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(numbers) * 31 + Arrays.hashCode(posted);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < numbers.length; i++) {
            text.append(i == 0 ? "" : ", ")
                    .append(numbers[i])
                    .append(": ")
                    .append(posted[i])
                    .append(" + ")
                    .append(excess[i]);
        }
        return text.append(']').toString();
    }
}
