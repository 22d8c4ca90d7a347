package io.weir.infra.local.up;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has been started, to be closed once and in reverse order: by the command, or by the hook of a Ctrl-C before it. */
final class Running implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Running.class);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private boolean closed;

    /** @throws IllegalStateException where all has been closed meanwhile; the part is closed then too */
    <T extends AutoCloseable> T keep(T part) {
        if (!kept(part)) {
            close(part);
            throw new IllegalStateException("stopped while it started");
        }
        return part;
    }

    private synchronized boolean kept(AutoCloseable part) {
        if (!closed) {
            parts.push(part);
        }
        return !closed;
    }

    synchronized boolean isEmpty() {
        return parts.isEmpty();
    }

    @Override
    public synchronized void close() {
        closed = true;
        while (!parts.isEmpty()) {
            close(parts.pop());
        }
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            LOG.warn("{} did not stop cleanly", part.getClass().getSimpleName(), e);
        }
    }
}
