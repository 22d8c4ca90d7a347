package io.weir.flink.calibration;

import io.weir.flink.Covers;
import io.weir.flink.OutcomeEvent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.TreeMap;

/**
 * How far the calibration has come.
 *
 * @param covers how far weir.outcomes was read
 * @param outcomes outcomes folded in, late ones included
 * @param atMicros greatest event time folded in, microseconds since the epoch
 * @param slices slices learned about
 */
public record Progress(Covers covers, long outcomes, long atMicros, int slices) {

    public static final Progress START = new Progress(Covers.NOTHING, 0, 0, 0);

    /** The same with one more outcome. */
    Progress fold(OutcomeEvent outcome) {
        return new Progress(
                covers.with(outcome.partition(), outcome.offset()),
                outcomes + 1,
                Math.max(atMicros, outcome.atMicros()),
                slices);
    }

    /** The same with one more slice. */
    Progress withSlice() {
        return new Progress(covers, outcomes, atMicros, slices + 1);
    }

    /** Name of what is covered, {@code 1234-9f86d081884c7d65}: outcomes, and a hash of the offsets. */
    String version() {
        byte[] offsets = new TreeMap<>(covers.next()).toString().getBytes(StandardCharsets.UTF_8);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(offsets);
            return outcomes + String.format("-%016x", ByteBuffer.wrap(hash).getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
