package io.weir.infra.local.cluster;

/**
 * Offsets of a partition.
 *
 * @param start first offset that is still kept
 * @param end end, exclusive
 */
public record Span(long start, long end) {

    public Span {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("span must be 0 <= start <= end, is " + start + " to " + end);
        }
    }

    /** Whether nothing was deleted from its front. */
    public boolean isWhole() {
        return start == 0;
    }

    /** The rest from an offset on. */
    public Span from(long offset) {
        return new Span(Math.min(end, Math.max(start, offset)), end);
    }
}
