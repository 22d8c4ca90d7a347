package io.weir.bench;

import java.util.ArrayList;
import java.util.List;

/** A Markdown table, aligned so that it reads as plain text too. The first {@code texts} columns are text, the rest numbers. */
public final class Table {

    private final int texts;
    private final List<List<String>> rows = new ArrayList<>();

    public Table(int texts, String... header) {
        this.texts = texts;
        rows.add(List.of(header));
    }

    public void add(String... cells) {
        if (cells.length != rows.get(0).size()) {
            throw new IllegalArgumentException("a row of " + cells.length + " cells in a table of "
                    + rows.get(0).size());
        }
        rows.add(List.of(cells));
    }

    public String render() {
        StringBuilder text = new StringBuilder();
        line(text, rows.get(0));
        text.append('|');
        for (int column = 0; column < rows.get(0).size(); column++) {
            text.append(column < texts ? "-".repeat(width(column) + 2) : "-".repeat(width(column) + 1) + ":")
                    .append('|');
        }
        text.append('\n');
        rows.stream().skip(1).forEach(row -> line(text, row));
        return text.toString();
    }

    private void line(StringBuilder text, List<String> row) {
        text.append('|');
        for (int column = 0; column < row.size(); column++) {
            String cell = row.get(column);
            String space = " ".repeat(width(column) - cell.length());
            text.append(' ')
                    .append(column < texts ? cell + space : space + cell)
                    .append(" |");
        }
        text.append('\n');
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
