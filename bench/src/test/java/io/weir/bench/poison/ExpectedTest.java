package io.weir.bench.poison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.bench.poison.Answer.By;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExpectedTest {

    private static Answer letter(String code, String field, String value, String reason) {
        return new Answer(By.DEAD_LETTER, code, field, value, reason);
    }

    @Test
    void codeFieldAndValueMustAllBeNamed_andAReasonGiven() {
        Expected expected = Expected.letter("invalid", "max_attempts", "-1");

        assertTrue(expected.matches(letter("invalid", "max_attempts", "-1", "why")));
        assertFalse(expected.matches(letter("other", "max_attempts", "-1", "why")));
        assertFalse(expected.matches(letter("invalid", "max", "-1", "why")));
        assertFalse(expected.matches(letter("invalid", "max_attempts", "1", "why")));
        assertFalse(expected.matches(letter("invalid", "max_attempts", null, "why")));
        assertFalse(expected.matches(letter("invalid", null, "-1", "why")));
        assertFalse(expected.matches(letter("invalid", "max_attempts", "-1", "")));
        assertFalse(expected.matches(new Answer(By.RESULT, "invalid", "max_attempts", "-1", "why")));
        assertFalse(expected.matches(Answer.NONE));
    }

    @Test
    void anyValueWillDo_butNotNone() {
        Expected expected = Expected.letter("invalid", "tenant", null);

        assertTrue(expected.matches(letter("invalid", "tenant", "", "why")));
        assertFalse(expected.matches(letter("invalid", "tenant", null, "why")));
    }

    @Test
    void whatIsServedNamesNothing() {
        assertTrue(Expected.served().matches(new Answer(By.RESULT, "passed", null, null, "small passed")));
        assertFalse(Expected.served().matches(new Answer(By.RESULT, "unknown_account", "account", "x", "why")));
    }

    @Test
    void everyKindHasANameOfItsOwn() {
        List<String> names = Kinds.all().stream().map(Poison::name).toList();
        assertEquals(names.size(), new HashSet<>(names).size());
    }

    @Test
    void aCycleHasEachKindByItsShare() {
        List<Poison> cycle = Poisoner.cycle(Kinds.all(), 1);
        for (Poison kind : Kinds.all()) {
            assertEquals(
                    kind.share(),
                    cycle.stream()
                            .filter(dose -> dose.name().equals(kind.name()))
                            .count(),
                    kind.name());
        }
    }
}
