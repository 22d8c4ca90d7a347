package io.weir.core.simulation;

import io.weir.core.ledger.Balance;
import io.weir.core.ledger.EntryKind;
import io.weir.core.ledger.LedgerEntry;
import io.weir.core.query.AttemptStatus;
import io.weir.core.query.ResultStatus;
import io.weir.core.routing.Effect;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What has happened in some run: a simulation in which a thing never happens shows nothing about it. */
final class Occurrences {

    private static final Set<String> OTHERS = Set.of(
            "refused: budget_exceeded",
            "refused: deadline_past",
            "refused: id_reused",
            "refused: price_gate",
            "refused: price_version_reused",
            "sent by a card of the account's own",
            "refused: no_tier",
            "refused: stale_claim",
            "refused: unknown_account",
            "late outcome that costs",
            "attempt of number 3",
            "probe",
            "cut answer made again",
            "a wait",
            "a wait that ended in an attempt",
            "a wait that ended in a rejection",
            "a ceiling lowered",
            "cut answer made again, and answered",
            "id forgotten",
            "worker told to stop",
            "second generation",
            "settled in an older generation",
            "settled in a period that has ended",
            "limit below what is spent",
            "limit removed",
            "hold in six limits",
            "hold of an account eight deep",
            "hold against a label's budget",
            "entry CREDITED",
            "entry COMMITTED",
            "refused: commitment_overlaps",
            "refused: no_limit",
            "limit set: increase ended",
            "limit set: rolled over",
            "settled in a rolling window that has slid",
            "refused, with a time at which it fits",
            "alert budget_crossed",
            "alert excess",
            "alert threshold_crossed");

    /** Entries that somebody asks for; nobody does yet in these worlds. */
    private static final Set<EntryKind> BY_HAND = Set.of(EntryKind.ADJUSTED);

    private static final Set<String> WINDOWS = Set.of(
            "lifetime", "rolling_minute", "rolling_hour", "calendar_day", "calendar_week", "calendar_month", "fixed");

    private final Set<String> seen = new TreeSet<>();

    /** Takes in one step's effects. */
    void saw(List<Effect> effects, long atMicros) {
        for (Effect effect : effects) {
            saw(effect, atMicros);
        }
    }

    void addAll(Occurrences other) {
        seen.addAll(other.seen);
    }

    private void saw(Effect effect, long atMicros) {
        if (effect instanceof Effect.LedgerAppended appended) {
            entry(appended.entry(), atMicros);
        } else if (effect instanceof Effect.QueryClosed closed) {
            seen.add("result " + closed.result().status());
            note(closed.result().reason().contains("after a wait"), "a wait that ended in a rejection");
            if (closed.result().refusal() != null) {
                seen.add("refused: " + closed.result().refusal().code());
                note(closed.result().refusal().fitsAtMicros() != null, "refused, with a time at which it fits");
            }
        } else if (effect instanceof Effect.Refused refused) {
            seen.add("refused: " + refused.code());
        } else if (effect instanceof Effect.OutcomeAccepted outcome) {
            seen.add("outcome " + outcome.report().status());
            note(
                    outcome.attempt().continues() > 0 && outcome.report().answered(),
                    "cut answer made again, and answered");
        } else if (effect instanceof Effect.LateOutcomeAccepted late) {
            note(!late.added().isZero(), "late outcome that costs");
        } else if (effect instanceof Effect.AttemptSent sent) {
            note(sent.attempt().number() >= 3, "attempt of number 3");
            note(sent.probe(), "probe");
            note(sent.attempt().continues() > 0, "cut answer made again");
            note(sent.attempt().loweredFrom() > 0, "a ceiling lowered");
            note(sent.attempt().tariff().version().startsWith("gold/"), "sent by a card of the account's own");
        } else if (effect instanceof Effect.AlertRaised alert) {
            seen.add("alert " + alert.kind());
        } else if (effect instanceof Effect.Waits) {
            seen.add("a wait");
        } else if (effect instanceof Effect.Decided decided) {
            String reason = decided.decision().reason();
            note(reason.startsWith("after a wait"), "a wait that ended in an attempt");
        } else if (effect instanceof Effect.Forgotten) {
            seen.add("id forgotten");
        } else if (effect instanceof Effect.WorkerCancelled) {
            seen.add("worker told to stop");
        }
    }

    private void entry(LedgerEntry entry, long atMicros) {
        seen.add("entry " + entry.kind());
        boolean settles = entry.kind() == EntryKind.POSTED || entry.kind() == EntryKind.VOIDED;
        for (Balance balance : entry.balances()) {
            note(balance.generation() >= 2, "second generation");
            note(settles && balance.generation() == 1 && balance.limit() == 0, "settled in an older generation");
            note(settles && balance.period().endMicros() <= atMicros, "settled in a period that has ended");
            note(entry.kind() == EntryKind.LIMIT_SET && balance.free() < 0, "limit below what is spent");
            note(entry.kind() == EntryKind.HELD, "hold by " + balance.window().wireName());
            note(entry.kind() == EntryKind.HELD && balance.account().contains("/#"), "hold against a label's budget");
            note(settles && balance.buckets().size() > 1, "settled in a rolling window that has slid");
        }
        note(entry.reason().equals("limit removed"), "limit removed");
        boolean holds = entry.kind() == EntryKind.HELD;
        note(holds && entry.balances().size() >= 6, "hold in six limits");
        if (entry.kind() == EntryKind.LIMIT_SET) {
            seen.add("limit set: " + entry.reason());
        }
        note(holds && entry.account().endsWith(Operators.EIGHT_DEEP), "hold of an account eight deep");
    }

    private void note(boolean happened, String what) {
        if (happened) {
            seen.add(what);
        }
    }

    /** What should have happened and did not. */
    Set<String> missing() {
        Set<String> missing = new TreeSet<>(OTHERS);
        for (EntryKind kind : EntryKind.values()) {
            if (!BY_HAND.contains(kind)) {
                missing.add("entry " + kind);
            }
        }
        for (ResultStatus status : ResultStatus.values()) {
            missing.add("result " + status);
        }
        for (AttemptStatus status : AttemptStatus.values()) {
            missing.add("outcome " + status);
        }
        for (String window : WINDOWS) {
            missing.add("hold by " + window);
        }
        missing.removeAll(seen);
        return missing;
    }
}
