package io.weir.infra.local.check;

import io.weir.infra.local.cluster.Where;
import io.weir.v1.Aggregate;
import io.weir.v1.Outcome;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The cells of cost-of-pass, stated and recomputed. First the aggregates are taken, of each cell the highest revision; then the
 * outcomes, each into the cells that say they cover it. So a figure that lags is compared with its own prefix.
 */
final class CellBooks {

    private final Map<CellId, Cell> cells = new LinkedHashMap<>();
    private final Findings findings;

    private static final class Cell {
        @Nullable
        Where where;

        @Nullable
        Aggregate stated;

        Reach reach = Reach.NOTHING;
        final Sums covered = new Sums();
        final Map<Integer, Long> last = new HashMap<>();

        @Nullable
        Where firstBehind;

        long behind;

        boolean cover(Where outcome, Outcome value) {
            if (reach.covers(outcome)) {
                covered.add(value);
                last.put(outcome.partition(), outcome.offset() + 1);
                return true;
            }
            firstBehind = firstBehind == null ? outcome : firstBehind;
            behind++;
            return false;
        }
    }

    CellBooks(Findings findings) {
        this.findings = findings;
    }

    boolean isEmpty() {
        return cells.isEmpty();
    }

    /** An aggregate of the topic, whatever its order; of two of one revision the later stands. */
    void stated(Where where, String kind, Aggregate aggregate) {
        findings.count("aggregates");
        findings.require(aggregate.getKind().equals(kind), where, "kind " + kind, aggregate.getKind());
        CellId id = CellId.of(aggregate).orElse(null);
        if (id == null) {
            findings.violation(
                    where,
                    "slice and window of the contract",
                    aggregate.getSlice() + ", " + aggregate.getWindow() + " from " + aggregate.getWindowStart());
            return;
        }
        Cell cell = cells.computeIfAbsent(id, first -> new Cell());
        if (cell.stated != null && cell.stated.getRevision() > aggregate.getRevision()) {
            return;
        }
        try {
            cell.reach = Reach.of(aggregate.getCovers());
        } catch (IllegalArgumentException e) {
            findings.violation(where, "offsets of weir.outcomes, one a partition", String.valueOf(e.getMessage()));
            return;
        }
        cell.where = where;
        cell.stated = aggregate;
    }

    /** Takes an outcome that counts, and says whether both its cells cover it. */
    boolean outcome(Where where, Outcome outcome) {
        boolean cumulative = cell(CellId.cumulative(outcome)).cover(where, outcome);
        boolean minute = cell(CellId.minute(outcome)).cover(where, outcome);
        return cumulative && minute;
    }

    private Cell cell(CellId id) {
        return cells.computeIfAbsent(id, first -> new Cell());
    }

    /** Compares all; where {@code current}, every outcome must be covered. */
    void compare(boolean current) {
        cells.forEach((id, cell) -> {
            if (cell.stated != null && cell.where != null) {
                findings.count("cells");
                same(cell.where, id, "covers", new Reach(cell.last), cell.reach);
                compare(id, cell.where, cell.stated, cell.covered);
            }
            if (cell.firstBehind != null) {
                findings.count("cells behind");
                findings.require(!current, cell.firstBehind, id + " to cover it", behind(cell));
            }
        });
    }

    private static String behind(Cell cell) {
        return cell.stated == null
                ? "no such aggregate"
                : "revision " + cell.stated.getRevision() + " that covers " + cell.reach + ", behind by " + cell.behind;
    }

    private void compare(CellId id, Where where, Aggregate stated, Sums covered) {
        same(where, id, "revision", covered.outcomes(), stated.getRevision());
        Map<String, Long> counts = stated.getCounts();
        covered.counts()
                .forEach((name, count) ->
                        same(where, id, name, count, counts.containsKey(name) ? counts.get(name) : "none"));
        counts.keySet().stream()
                .filter(name -> !covered.counts().containsKey(name))
                .forEach(name -> findings.violation(where, "counts of the contract of " + id, name));
        same(where, id, "at", covered.at(), stated.getAt());
        Map<String, Double> expected = covered.ratios();
        Map<String, Double> values = stated.getValues();
        findings.require(
                values.keySet().equals(expected.keySet()),
                where,
                "values " + expected.keySet() + " of " + id,
                values.keySet().toString());
        expected.forEach((name, value) -> {
            Double found = values.get(name);
            findings.require(
                    found == null || Close.are(value, found),
                    where,
                    name + " of " + id + " to be " + value,
                    String.valueOf(found));
        });
    }

    private void same(Where where, CellId id, String name, Object expected, Object found) {
        findings.require(expected.equals(found), where, name + " of " + id + " to be " + expected, found.toString());
    }
}
