package io.weir.infra.registry.log;

import io.weir.infra.registry.store.Entry;
import java.util.List;

/** Where entries become facts. */
public interface EntryLog {

    /**
     * Returns when the entries are durable and folded.
     *
     * @throws LogException if that is not known; they may still become facts later
     */
    void append(List<Entry> entries);

    /**
     * Returns when every entry that was given to {@link #append} before is folded, or will never appear.
     *
     * @throws LogException if that is not known
     */
    void settle();
}
