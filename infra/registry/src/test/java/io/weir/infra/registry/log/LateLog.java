package io.weir.infra.registry.log;

import io.weir.infra.registry.store.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A log that can be slow: then an entry is taken, the writer is told that it timed out, and it is folded later. */
public final class LateLog implements EntryLog {

    private final Consumer<Entry> fold;
    private final List<Entry> late = new ArrayList<>();
    private boolean slow;

    public LateLog(Consumer<Entry> fold) {
        this.fold = fold;
    }

    /** Whether it is slow from here on. */
    public void slow(boolean now) {
        slow = now;
    }

    @Override
    public void append(List<Entry> entries) {
        late.addAll(entries);
        settle();
    }

    @Override
    public void settle() {
        if (slow) {
            throw new LogException(LogException.Kind.TIMED_OUT, "not acknowledged in time");
        }
        late.forEach(fold);
        late.clear();
    }
}
