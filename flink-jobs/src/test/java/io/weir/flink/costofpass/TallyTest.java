package io.weir.flink.costofpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.flink.Given;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TallyTest {

    @ParameterizedTest
    @CsvSource({
        "answered, 1, 0, 0, 0",
        "truncated, 1, 0, 0, 0",
        "error, 0, 1, 0, 0",
        "timeout, 0, 1, 0, 0",
        "input_over_hold, 0, 1, 0, 0",
        "lost, 0, 0, 1, 0",
        "cancelled, 0, 0, 0, 1",
        "of-a-later-version, 0, 0, 0, 0",
    })
    void everyStatusIsAnAttempt_andOneKindOfIt(String status, long answered, long errors, long lost, long cancelled) {
        Tally tally = Tally.of(Given.outcome().status(status).event());
        assertEquals(1, tally.attempts());
        assertEquals(answered, tally.answered());
        assertEquals(errors, tally.errors());
        assertEquals(lost, tally.lost());
        assertEquals(cancelled, tally.cancelled());
    }

    @ParameterizedTest
    @CsvSource({"pass, 1, 0, 0", "fail, 0, 1, 0", "unknown, 0, 0, 1", "of-a-later-version, 0, 0, 1"})
    void aVerdictIsPassFailOrUnknown(String verdict, long passes, long fails, long unknown) {
        Tally tally = Tally.of(Given.outcome().verdict(verdict).event());
        assertEquals(passes, tally.passes());
        assertEquals(fails, tally.fails());
        assertEquals(unknown, tally.unknown());
        assertEquals(passes + fails, tally.labels());
    }

    @Test
    void aLateOutcomeAddsCostAndEnergyOnly() {
        Tally tally = Tally.of(
                Given.outcome().verdict("pass").cost(30).energy(4).lateSurplus().event());
        assertEquals(new Tally(0, 0, 0, 0, 0, 0, 0, 0, 30, 0, 0, 4), tally);
    }

    @Test
    void costOfPassIsTheCostOfAllAttemptsOverThePasses() {
        Tally tally = Tally.of(Given.outcome().verdict("pass").cost(100).event())
                .plus(Tally.of(Given.outcome().verdict("fail").cost(50).event()))
                .plus(Tally.of(Given.outcome().verdict("unknown").cost(7).event()))
                .plus(Tally.of(Given.outcome().verdict("pass").cost(0).event()));
        assertEquals(Map.of("pass_rate", 2.0 / 3, "cost_of_pass_nanodollars", 157.0 / 2), tally.values());
    }

    @Test
    void withoutAPassThereIsNoCostOfPass_withoutALabelNoRate() {
        assertEquals(
                Map.of("pass_rate", 0.0),
                Tally.of(Given.outcome().verdict("fail").event()).values());
        assertEquals(Map.of(), Tally.of(Given.outcome().event()).values());
        assertEquals(Map.of(), Tally.ZERO.values());
    }

    @Test
    void sumsAreExact_andOneThatNoLongerFitsIsAnError() {
        Tally half = Tally.of(Given.outcome().cost(Long.MAX_VALUE / 2).event());
        assertEquals(Long.MAX_VALUE - 1, half.plus(half).costNanodollars());
        assertThrows(ArithmeticException.class, () -> half.plus(half).plus(half));
    }

    @Test
    void countsCarryEveryFigureByName() {
        Tally tally = new Tally(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        assertEquals(
                Map.ofEntries(
                        Map.entry("attempts", 1L),
                        Map.entry("answered", 2L),
                        Map.entry("errors", 3L),
                        Map.entry("lost", 4L),
                        Map.entry("cancelled", 5L),
                        Map.entry("passes", 6L),
                        Map.entry("fails", 7L),
                        Map.entry("unknown", 8L),
                        Map.entry("labels", 13L),
                        Map.entry("cost_nanodollars", 9L),
                        Map.entry("input_tokens", 10L),
                        Map.entry("output_tokens", 11L),
                        Map.entry("energy_millijoules", 12L)),
                tally.counts());
        assertEquals(new Tally(2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24), tally.plus(tally));
    }
}
