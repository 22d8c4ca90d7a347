package io.weir.router.state;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** All cells of a kind. */
final class CellTable<V> {

    final int tag;
    final String prefix;
    final Form<V> form;
    private final Map<String, Cell<V>> cells = new HashMap<>();
    private final List<Cell<?>> changed;

    /**
     * @param tag first byte of a cell of this kind in a record
     * @param prefix of the key of a record that holds one cell alone
     * @param changed where cells are added that a step changes
     */
    CellTable(int tag, String prefix, Form<V> form, List<Cell<?>> changed) {
        this.tag = tag;
        this.prefix = prefix;
        this.form = form;
        this.changed = changed;
    }

    @Nullable
    V get(String key) {
        Cell<V> cell = cells.get(key);
        return cell == null ? null : cell.value;
    }

    V get(String key, V absent) {
        Cell<V> cell = cells.get(key);
        return cell == null ? absent : cell.value;
    }

    /** @return whether there was none of this key */
    boolean put(String key, V value) {
        Cell<V> cell = cells.get(key);
        boolean isNew = cell == null;
        if (cell == null) {
            cell = new Cell<>(this, key, value);
            cells.put(key, cell);
        }
        cell.value = value;
        if (!cell.changed) {
            cell.changed = true;
            changed.add(cell);
        }
        return isNew;
    }

    /** Reads a cell of a record. */
    Cell<V> restore(ByteReader in) {
        String key = in.text();
        V value = form.read(key, in);
        Cell<V> cell = cells.get(key);
        if (cell == null) {
            cell = new Cell<>(this, key, value);
            cells.put(key, cell);
        }
        cell.value = value;
        return cell;
    }

    void forEach(BiConsumer<String, V> to) {
        cells.forEach((key, cell) -> to.accept(key, cell.value));
    }

    /** Value of each key; a copy. */
    Map<String, V> values() {
        Map<String, V> values = new HashMap<>();
        cells.forEach((key, cell) -> values.put(key, cell.value));
        return values;
    }

    int size() {
        return cells.size();
    }

    void clear() {
        cells.clear();
    }
}
