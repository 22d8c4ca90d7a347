package io.weir.infra.local.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class PrintableTest {

    @Test
    void whatCouldForgeALineIsEscaped() {
        assertEquals("a\\u000ab\\u0000\\u202e\\ud800", Printable.line("a\nb\0\u202e\ud800"));
    }

    @Test
    void lettersOfAnyScriptStay() {
        assertEquals("né 東京 🌊", Printable.line("né 東京 🌊"));
    }

    @Test
    void anAnswerKeepsItsLines() {
        assertEquals("a\n\tb\\u001b", Printable.lines("a\n\tb\u001b"));
    }
}
