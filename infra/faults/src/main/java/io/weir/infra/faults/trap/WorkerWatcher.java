package io.weir.infra.faults.trap;

import io.weir.infra.faults.trap.WatchedProducer.Sent;
import io.weir.infra.faults.trap.WatchedProducer.Watcher;
import io.weir.schemas.Topics;
import java.util.Random;

/** The points of a worker, read off what it writes to the inbox; on demand it writes claims and outcomes more than once. */
final class WorkerWatcher implements Watcher {

    private static final int MOST_COPIES = 3;

    private final Trap trap;
    private final Random copies;
    private final boolean duplicates;

    /** @param duplicatesSeed seed of the numbers of copies, 1 to 3; 0: one each */
    WorkerWatcher(Trap trap, long duplicatesSeed) {
        this.trap = trap;
        this.duplicates = duplicatesSeed != 0;
        this.copies = new Random(duplicatesSeed);
    }

    @Override
    public void beforeSend(Sent record) {
        if (is(record, "outcome")) {
            trap.reached(Point.BEFORE_OUTCOME, record.id());
        }
    }

    @Override
    public void afterSend(Sent record) {
        if (is(record, "claim")) {
            trap.reached(Point.CLAIM_SENT, record.id());
        } else if (is(record, "outcome")) {
            trap.reached(Point.AFTER_OUTCOME, record.id());
        }
    }

    @Override
    public synchronized int copies(Sent record) {
        return duplicates && (is(record, "claim") || is(record, "outcome")) ? 1 + copies.nextInt(MOST_COPIES) : 1;
    }

    private static boolean is(Sent record, String kind) {
        return record.topic().equals(Topics.INBOX.name()) && record.type().equals("io.weir." + kind + ".v1");
    }
}
