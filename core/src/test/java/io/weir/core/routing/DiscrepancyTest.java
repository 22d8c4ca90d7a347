package io.weir.core.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.core.cost.Usage;
import io.weir.core.ledger.EntryKind;
import io.weir.core.query.ErrorClass;
import io.weir.core.query.QueryKey;
import io.weir.core.query.Verdict;
import io.weir.core.sample.QueryDraft;
import io.weir.core.sample.ReportDraft;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Engines whose usage cannot be right: an alert says so, the books take the figure as it came. */
class DiscrepancyTest {

    private static final QueryKey KEY = new QueryKey("acme", "q1");

    private static Partition sent() {
        return Partition.withAccount().submit(QueryDraft.of("acme", "q1").floor(0));
    }

    private static ReportDraft report() {
        return ReportDraft.of(KEY, 1).verdict(Verdict.PASS);
    }

    /** What the last step says is wrong. */
    private static List<String> wrong(Partition partition) {
        return partition.effects(Effect.AlertRaised.class).stream()
                .filter(alert -> alert.kind().equals("discrepancy"))
                .map(alert -> alert.details().get("wrong"))
                .toList();
    }

    @Test
    void usageWithinTheHold_thatGoesWithTheAnswer_isNone() {
        assertEquals(List.of(), wrong(sent().report(report().used(300, 40))));
        assertEquals(List.of(), wrong(sent().report(report().used(415, 100))));
    }

    @Test
    void tokensOrMoneyAboveTheHold_areOne_andAreBookedAsTheyCame() {
        Partition partition = sent().report(report().used(415, 101));
        assertEquals(List.of("above_hold"), wrong(partition));
        assertEquals(1, partition.entry(EntryKind.EXCESS).amounts().tokens());
        Effect.AlertRaised alert = partition.effects(Effect.AlertRaised.class).stream()
                .filter(raised -> raised.kind().equals("discrepancy"))
                .findFirst()
                .orElseThrow();
        assertEquals("acme", alert.account());
        assertEquals("acme/q1/1/discrepancy", alert.id());
        assertEquals("101", alert.details().get("output_tokens"));
        assertEquals("515", alert.details().get("held_tokens"));
    }

    @Test
    void energyAboveTheHold_isTheWorkersFigure_andNone() {
        assertEquals(List.of(), wrong(sent().report(report().used(300, 40).energy(1_000_000))));
    }

    @Test
    void anAnswerWithoutUsage_isOne() {
        Partition partition = sent().report(report().used(415, 9).estimated());
        assertEquals(List.of("missing"), wrong(partition));
    }

    @Test
    void anAnswerOfNoTokens_isOne() {
        Partition partition = sent().report(report().used(0, 0));
        assertEquals(List.of("no_input_tokens, too_few_output_tokens"), wrong(partition));
        assertEquals(0, partition.entry(EntryKind.POSTED).amounts().moneyNanodollars());
    }

    @Test
    void moreTextThanTokensCanStandFor_isOne() {
        String most = "x".repeat((int) Discrepancy.MOST_CHARACTERS_PER_TOKEN * 2);
        assertEquals(List.of(), wrong(sent().report(report().used(300, 2).content(most))));
        assertEquals(
                List.of("too_few_output_tokens"),
                wrong(sent().report(report().used(300, 2).content(most + "x"))));
    }

    @Test
    void anErrorThatUsedNothing_andAnEmptyAnswerOfNoOutput_areNone() {
        assertEquals(List.of(), wrong(sent().report(ReportDraft.of(KEY, 1).error(ErrorClass.PROVIDER))));
        assertEquals(List.of(), wrong(sent().report(report().used(300, 0).content(""))));
    }

    @Test
    void whatALateOutcomeBillsAboveItsHold_isOne() {
        Partition partition = sent().claim(KEY, 1, "claim", 10 * Partition.SECOND);
        partition.heartbeat(KEY, 1, "claim", 10 * Partition.SECOND, Usage.of(300, 40), 0);
        partition.tickAt(12 * Partition.SECOND);
        partition.report(report().claim("claim").used(415, 200));
        assertEquals(List.of("above_hold"), wrong(partition));
    }
}
