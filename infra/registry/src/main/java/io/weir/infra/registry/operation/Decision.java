package io.weir.infra.registry.operation;

import io.weir.infra.registry.store.Entry;
import java.util.List;

/**
 * What to append, and what to answer when that is folded.
 *
 * @param entries facts to append, in order; none if nothing changes
 * @param reply the answer
 */
public record Decision<T>(List<Entry> entries, T reply) {

    public Decision {
        entries = List.copyOf(entries);
    }

    static <T> Decision<T> nothing(T reply) {
        return new Decision<>(List.of(), reply);
    }

    static <T> Decision<T> of(Entry entry, T reply) {
        return new Decision<>(List.of(entry), reply);
    }
}
