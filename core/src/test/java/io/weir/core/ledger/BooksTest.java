package io.weir.core.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BooksTest {

    private static final long DAY = 86_400_000_000L;
    private static final Chain LINK = new Chain(1, 2, 3, 4);

    private static LedgerEntry entry(long seq, EntryKind kind, long money, @Nullable Seal seal) {
        Amounts amounts = new Amounts(money, 0, 0, 0);
        return new LedgerEntry(
                "e" + seq, seq, "acme", "acme", "", 0, kind, amounts, Amounts.ZERO, List.of(), "", "", "", seal, LINK);
    }

    private static Seal seal(int part, int parts) {
        return new Seal(0, part, parts, 2, 2, 0, Amounts.ZERO, Amounts.ZERO, LINK);
    }

    @Test
    void onlyTheNextNumberIsAccepted() {
        Books books = Books.EMPTY
                .afterEntry(entry(1, EntryKind.HELD, 0, null), 0)
                .afterOutcome(1)
                .afterEntry(entry(2, EntryKind.HELD, 0, null), 0);
        assertEquals(2, books.seq());
        assertEquals(1, books.outcomeSeq());
        assertEquals(LINK, books.chain());
        assertThrows(IllegalStateException.class, () -> books.afterEntry(entry(2, EntryKind.HELD, 0, null), 0));
        assertThrows(IllegalStateException.class, () -> books.afterEntry(entry(4, EntryKind.HELD, 0, null), 0));
        assertThrows(IllegalStateException.class, () -> books.afterOutcome(1));
        assertThrows(IllegalStateException.class, () -> books.afterOutcome(3));
    }

    @Test
    void aDayCountsItsEntries_andAddsWhatIsPostedAndInExcess() {
        Books books = Books.EMPTY
                .afterEntry(entry(1, EntryKind.HELD, 9, null), DAY)
                .afterEntry(entry(2, EntryKind.POSTED, 5, null), DAY)
                .afterEntry(entry(3, EntryKind.EXCESS, 7, null), 2 * DAY - 1);
        assertEquals(new OpenDay(1, 3, new Amounts(5, 0, 0, 0), new Amounts(7, 0, 0, 0)), books.day());
    }

    @Test
    void anotherDayBeforeTheSeal_isABrokenInvariant() {
        Books books = Books.EMPTY.afterEntry(entry(1, EntryKind.HELD, 9, null), DAY - 1);
        assertThrows(IllegalStateException.class, () -> books.afterEntry(entry(2, EntryKind.HELD, 9, null), DAY));
    }

    @Test
    void theLastPartOfASeal_closesTheDay() {
        Books open = Books.EMPTY
                .afterEntry(entry(1, EntryKind.HELD, 9, null), 0)
                .afterEntry(entry(2, EntryKind.HELD, 9, null), 0)
                .afterEntry(entry(3, EntryKind.SEALED, 0, seal(1, 2)), DAY);
        assertEquals(2, open.day().entries());
        Books sealed = open.afterEntry(entry(4, EntryKind.SEALED, 0, seal(2, 2)), DAY);
        assertEquals(OpenDay.NONE, sealed.day());
        assertEquals(4, sealed.seq());
    }
}
