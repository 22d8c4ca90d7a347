package io.weir.infra.local.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TableTest {

    @Test
    void wordsStandLeftAndNumbersRight() {
        Table table = new Table("tier", "cost", "note").row("small", "$0.05", "").row("xl", "$12.50", "dear");

        assertEquals(
                List.of("  tier     cost  note", "  small   $0.05", "  xl     $12.50  dear"), table.lines(2));
    }

    @Test
    void aCellCannotBreakItsRow() {
        assertEquals(List.of("id", "a\\u000ab"), new Table("id").row("a\nb").lines(0));
    }

    @Test
    void aRowOfAnotherWidthIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Table("a", "b").row("1"));
    }

    @Test
    void noDigitOfMoneyIsLost() {
        assertEquals("$0.000000001", Money.dollars(1));
        assertEquals("$1.50", Money.dollars(1_500_000_000L));
        assertEquals("-$0.02", Money.dollars(-20_000_000L));
        assertEquals("$0.00", Money.dollars(0));
    }
}
