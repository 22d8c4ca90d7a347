package io.weir.router.state;

import org.jspecify.annotations.Nullable;

/** A small entry of the state: an account, the counters of a ledger key, the health of a tier, the catalogue, the clock. */
final class Cell<V> {

    final CellTable<V> table;
    final String key;
    V value;
    /** Whether this step has changed it. */
    boolean changed;
    /** The query whose record of the changelog holds the latest value; null: a record of its own. */
    @Nullable
    QueryEntry owner;

    Cell(CellTable<V> table, String key, V value) {
        this.table = table;
        this.key = key;
        this.value = value;
    }

    void write(ByteWriter out) {
        out.tag(table.tag).text(key);
        table.form.write(out, value);
    }

    /** Key of the record of the changelog that holds it alone. */
    String recordKey() {
        return table.prefix + key;
    }

    /** It has a record of its own from now on. */
    void leave() {
        if (owner != null) {
            owner.lose();
            owner = null;
        }
    }
}
