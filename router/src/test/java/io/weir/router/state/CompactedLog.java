package io.weir.router.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A log of records, and what compaction may make of it: of a key, within the part that is compacted, the last record stays. */
final class CompactedLog implements StepLog {

    @SuppressWarnings("ArrayRecordComponent")
    private record Entry(String key, byte @Nullable [] value) {}

    private List<Entry> entries = new ArrayList<>();

    @Override
    public void append(byte[] key, byte @Nullable [] value) {
        entries.add(new Entry(new String(key, UTF_8), value));
    }

    void replay(StateTables tables) {
        entries.forEach(entry -> tables.restore(entry.key().getBytes(UTF_8), entry.value()));
    }

    /** The log with so much of it compacted, from its start. */
    CompactedLog compacted(int percent) {
        int clean = entries.size() * percent / 100;
        Map<String, Integer> last = new HashMap<>();
        for (int i = 0; i < clean; i++) {
            last.put(entries.get(i).key(), i);
        }
        CompactedLog log = new CompactedLog();
        for (int i = 0; i < entries.size(); i++) {
            if (i >= clean || last.getOrDefault(entries.get(i).key(), -1) == i) {
                log.entries.add(entries.get(i));
            }
        }
        return log;
    }

    void replace(CompactedLog other) {
        entries = other.entries;
    }

    int size() {
        return entries.size();
    }

    /** Records that are no deletions: those go too, after a while. */
    long live() {
        return entries.stream().filter(entry -> entry.value() != null).count();
    }
}
