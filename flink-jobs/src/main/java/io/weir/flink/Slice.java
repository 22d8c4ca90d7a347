package io.weir.flink;

/** The unit that figures are kept by: a tier on a task. */
public record Slice(String task, String tier) implements Comparable<Slice> {

    /** By task, then tier. */
    @Override
    public int compareTo(Slice other) {
        int byTask = task.compareTo(other.task);
        return byTask != 0 ? byTask : tier.compareTo(other.tier);
    }

    /**
     * Written out because Flink derives the key group, and with it the place of the state, from it: a hash must mean the
     * same on every JVM, and what a record's own hash is made of is unspecified.
     */
    @Override
    public int hashCode() {
        return 31 * task.hashCode() + tier.hashCode();
    }
}
