package io.weir.schemas;

/** How many partitions a topic has, in terms of the n that all topics keyed by tenant share. */
public enum Partitions {
    /** The shared n of the inbox: partition i of one such topic holds the same tenants as partition i of another. */
    SHARED,
    /** One: read as a whole by everybody, so there is nothing to spread. */
    ONE;

    /**
     * Number of partitions of a topic.
     *
     * @param shared n, 1 or more
     */
    public int count(int shared) {
        if (shared < 1) {
            throw new IllegalArgumentException("partitions must be 1 or more, is " + shared);
        }
        return this == SHARED ? shared : 1;
    }
}
