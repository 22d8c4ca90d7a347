package io.weir.infra.faults.trap;

import io.weir.infra.faults.trap.WatchedProducer.Sent;
import io.weir.infra.faults.trap.WatchedProducer.Watcher;
import io.weir.schemas.Topics;

/** The points of the router, read off its transactions. One thread: the stream thread that owns the producer. */
final class RouterWatcher implements Watcher {

    private final Trap trap;
    private String hold = "";
    private String entry = "";

    RouterWatcher(Trap trap) {
        this.trap = trap;
    }

    @Override
    public void beforeSend(Sent record) {
        if (isWork(record)) {
            trap.reached(Point.BEFORE_SEND, hold);
        } else if (isEntry(record, "/posted/")) {
            trap.reached(Point.BEFORE_POST, record.id());
        }
    }

    @Override
    public void afterSend(Sent record) {
        if (isWork(record)) {
            trap.reached(Point.SENT_BEFORE_COMMIT, hold);
        } else if (isEntry(record, "/held/")) {
            hold = record.id();
            entry = record.id();
            trap.reached(Point.HOLD_TAKEN, record.id());
        } else if (isEntry(record, "/posted/")) {
            entry = record.id();
            trap.reached(Point.POSTED, record.id());
        }
    }

    @Override
    public void beforeCommit() {
        if (!entry.isEmpty()) {
            trap.reached(Point.BEFORE_COMMIT, entry);
        }
    }

    @Override
    public void afterCommit() {
        if (!hold.isEmpty()) {
            trap.reached(Point.AFTER_COMMIT, hold);
        }
        hold = "";
        entry = "";
    }

    private static boolean isWork(Sent record) {
        return Topics.tierOf(record.topic()).isPresent();
    }

    private static boolean isEntry(Sent record, String end) {
        return record.topic().equals(Topics.LEDGER.name()) && record.id().contains(end);
    }
}
