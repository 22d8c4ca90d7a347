package io.weir.core.query;

/**
 * A query's wait for room in a budget. Times in microseconds of the partition clock.
 *
 * @param turn its place among the waiting queries of its tenant: lower ones first
 * @param sinceMicros when it began
 * @param untilMicros when it ends, whether or not there is room
 * @param againMicros when the query is tried again at the latest
 */
public record Wait(long turn, long sinceMicros, long untilMicros, long againMicros) {

    public Wait againAt(long micros) {
        return new Wait(turn, sinceMicros, untilMicros, micros);
    }

    public boolean over(long atMicros) {
        return untilMicros <= atMicros;
    }
}
