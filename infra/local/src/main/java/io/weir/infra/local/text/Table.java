package io.weir.infra.local.text;

import java.util.ArrayList;
import java.util.List;

/** Rows in columns as wide as their widest cell; columns of numbers are right-aligned. */
public final class Table {

    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();
    private final List<String> header;

    public Table(String... header) {
        this.header = List.of(header);
    }

    /**
     * Adds a row.
     *
     * @throws IllegalArgumentException if it has not as many cells as the header
     */
    public Table row(Object... cells) {
        if (cells.length != header.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + header.size() + " columns " + header);
        }
        List<String> row = new ArrayList<>(cells.length);
        for (Object cell : cells) {
            row.add(Printable.line(String.valueOf(cell)));
        }
        rows.add(row);
        return this;
    }

    /** Its lines, each indented by so many spaces; nothing stands behind the last cell. */
    public List<String> lines(int indent) {
        List<String> lines = new ArrayList<>(rows.size() + 1);
        lines.add(line(header, indent));
        rows.forEach(row -> lines.add(line(row, indent)));
        return lines;
    }

    private String line(List<String> cells, int indent) {
        StringBuilder line = new StringBuilder(" ".repeat(indent));
        for (int column = 0; column < cells.size(); column++) {
            String cell = cells.get(column);
            String padding = " ".repeat(width(column) - length(cell));
            line.append(isNumeric(column) ? padding + cell : cell + padding).append(GAP);
        }
        return line.toString().stripTrailing();
    }

    private int width(int column) {
        int width = length(header.get(column));
        for (List<String> row : rows) {
            width = Math.max(width, length(row.get(column)));
        }
        return width;
    }

    private boolean isNumeric(int column) {
        return !rows.isEmpty()
                && rows.stream().allMatch(row -> row.get(column).matches("[-+]?[0-9.,$]*( [a-zA-Z$]+)?"));
    }

    private static int length(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
