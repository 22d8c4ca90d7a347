package io.weir.infra.local.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.infra.local.check.CheckOptions.Aggregates;
import io.weir.schemas.Topics;
import io.weir.v1.Outcome;
import java.time.Duration;

/** A log with the right figures, of which a test changes one, and what I4 then finds. */
abstract class FiguresLog {

    final AcmeLog acme = AcmeLog.clean();
    final AcmeFigures figures = AcmeFigures.right(acme);

    /** A third outcome: one more pass of large in the same minute, which no figure covers. */
    final Outcome another() {
        Outcome third = Outcome.newBuilder(acme.outcome(1)).setSeq(3).build();
        acme.of(Topics.OUTCOMES).add(third);
        return third;
    }

    final Findings findings(Aggregates asked) {
        CheckOptions options = CheckOptions.resting().with(asked).with(Duration.ZERO);
        return AggregatesCheck.of(() -> acme.log, options, new Patience(Duration.ZERO))
                .findings();
    }

    final void assertClean(Aggregates asked) {
        Findings findings = findings(asked);
        assertEquals("", findings.first().map(Violation::toString).orElse(""));
        assertTrue(findings.unjudged().isEmpty(), () -> findings.unjudged().toString());
    }

    /** What is wrong is found whether or not Flink must be current. */
    final void assertFound(String... parts) {
        for (Aggregates asked : new Aggregates[] {Aggregates.CURRENT, Aggregates.PREFIX}) {
            String found = first(asked);
            for (String part : parts) {
                assertTrue(found.contains(part), asked + ": " + found);
            }
        }
    }

    final String first(Aggregates asked) {
        return findings(asked).first().map(Violation::toString).orElse("nothing");
    }
}
