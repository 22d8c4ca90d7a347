package io.weir.infra.local.submit;

import io.weir.infra.local.text.Money;
import io.weir.infra.local.text.Printable;
import io.weir.v1.AttemptBrief;
import io.weir.v1.DeadLetter;
import io.weir.v1.Message;
import io.weir.v1.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What is printed of an ending: the answer on its own first, then what became of the query and what it cost. */
final class EndingText {

    private EndingText() {}

    static String of(Ending ending) {
        return ending instanceof Ending.Answered answered
                ? result(answered.result())
                : letter(((Ending.Refused) ending).letter());
    }

    /** 0 where there is an answer to use: passed, or answered with nothing to verify it; else 1. */
    static int exitStatus(Ending ending) {
        return ending instanceof Ending.Answered answered
                        && List.of("passed", "answered")
                                .contains(answered.result().getStatus())
                ? 0
                : 1;
    }

    private static String result(Result result) {
        List<String> lines = new ArrayList<>();
        Message message = result.getMessage();
        if (message != null && message.getContent() != null) {
            lines.add(Printable.lines(message.getContent()));
        }
        String tiers = result.getAttempts().stream().map(AttemptBrief::getTier).collect(Collectors.joining(", then "));
        lines.add("status  " + Printable.line(result.getStatus() + ": " + result.getReason()));
        lines.add("tiers   " + Printable.line(tiers.isEmpty() ? "none" : tiers));
        lines.add("cost    " + Money.dollars(result.getCostNanodollars()) + ", " + result.getInputTokens() + " + "
                + result.getOutputTokens() + " tokens, " + result.getEnergyMillijoules() + " mJ");
        lines.add("query   " + Printable.line(result.getTenant() + " " + result.getQueryId()));
        return String.join(System.lineSeparator(), lines);
    }

    private static String letter(DeadLetter letter) {
        return Printable.line("not taken, " + letter.getCode() + ": " + letter.getReason());
    }
}
