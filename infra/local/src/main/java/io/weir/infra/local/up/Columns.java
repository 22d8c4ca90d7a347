package io.weir.infra.local.up;

import java.util.List;

/** Rows as aligned text; the first is the head. Text to the left, figures to the right. */
final class Columns {

    private static final String GAP = "  ";

    private Columns() {}

    static String of(List<List<String>> rows) {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder out = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                String cell = row.get(i);
                String pad = " ".repeat(widths[i] - cell.length());
                line.append(isFigure(rows, i) ? pad + cell : cell + pad).append(GAP);
            }
            out.append(line.toString().stripTrailing()).append('\n');
        }
        return out.toString();
    }

    private static boolean isFigure(List<List<String>> rows, int column) {
        return rows.size() > 1
                && rows.subList(1, rows.size()).stream()
                        .allMatch(row -> row.get(column).matches("[-$0-9.].*"));
    }
}
