package io.weir.infra.registry.state;

import io.weir.infra.registry.log.EntryLog;
import io.weir.infra.registry.log.LogException;
import io.weir.infra.registry.operation.Decision;
import io.weir.infra.registry.operation.Refusals;
import io.weir.infra.registry.operation.RegistryException;
import io.weir.infra.registry.store.Entry;
import io.weir.infra.registry.store.SchemaStore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store behind its locks: many readers, and one writer at a time from its decision until that is folded.
 *
 * <p>Two locks, since a writer waits for the fold: the writers' lock is held over the wait, the store's only while it is
 * read or changed.
 */
public final class Registry {

    private static final Logger LOG = LoggerFactory.getLogger(Registry.class);

    private final SchemaStore store = new SchemaStore();
    private final ReentrantReadWriteLock storeLock = new ReentrantReadWriteLock();
    private final ReentrantLock writers = new ReentrantLock();

    /** Whether what was decided before is folded; only the writer reads and changes it. */
    private boolean settled = true;

    /** Takes the next entry of the log. */
    public void apply(Entry entry) {
        storeLock.writeLock().lock();
        try {
            store.apply(entry);
        } finally {
            storeLock.writeLock().unlock();
        }
    }

    /** Answers a question from the state. */
    public <T> T read(Function<SchemaStore, T> question) {
        storeLock.readLock().lock();
        try {
            return question.apply(store);
        } finally {
            storeLock.readLock().unlock();
        }
    }

    /**
     * Decides, appends what was decided, and replies once it is part of the state.
     *
     * <p>A write that failed may still become a fact. Deciding before that is known would decide on a state without it, and
     * give its schema id to another schema: the next write first waits until the log is settled.
     */
    public <T> T write(EntryLog log, Function<SchemaStore, Decision<T>> decide) {
        writers.lock();
        try {
            if (!settled) {
                log.settle();
                settled = true;
            }
            Decision<T> decision = read(decide);
            if (!decision.entries().isEmpty()) {
                settled = false;
                log.append(decision.entries());
                settled = true;
            }
            return decision.reply();
        } catch (LogException e) {
            LOG.error("a write failed", e);
            throw refusal(e);
        } finally {
            writers.unlock();
        }
    }

    private static RegistryException refusal(LogException e) {
        return switch (e.kind()) {
            case FAILED -> Refusals.storeFailed();
            case TIMED_OUT -> Refusals.storeTimedOut();
            case TOO_LARGE -> Refusals.schemaTooLarge();
        };
    }
}
