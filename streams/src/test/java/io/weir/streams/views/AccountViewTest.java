package io.weir.streams.views;

import static io.weir.streams.Samples.amounts;
import static io.weir.streams.Samples.balance;
import static io.weir.streams.Samples.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.weir.v1.Balance;
import io.weir.v1.LedgerEntry;
import io.weir.v1.LimitTerms;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AccountViewTest {
    private static final Instant JANUARY = Instant.parse("2026-01-01T00:00:00Z");

    private final AccountView unknown = AccountView.unknown("acme");

    private static LedgerEntry with(Balance... balances) {
        return entry("acme", "q", "held", amounts(100, 10), null, balances);
    }

    private static Balance month(int months, long held) {
        Instant start = JANUARY.atZone(ZoneOffset.UTC).plusMonths(months).toInstant();
        return balance("acme", "monthly")
                .setWindow("calendar_month")
                .setPeriodStart(start)
                .setPeriodEnd(start.plusSeconds(1))
                .setHeld(held)
                .build();
    }

    @Test
    void aMovement_touchesTheAccountItsAncestorsAndTheAccountsOfItsBalances() {
        LedgerEntry entry = entry(
                "acme/search/alice",
                "q",
                "held",
                amounts(1, 1),
                null,
                balance("acme/#team=x", "label").build());

        assertEquals(Set.of("acme/search/alice", "acme/search", "acme", "acme/#team=x"), AccountView.touchedBy(entry));
    }

    @Test
    void limitSet_doesNotMakeAncestorsKnown() {
        LedgerEntry entry = entry(
                "acme/search",
                null,
                "limit_set",
                null,
                null,
                balance("acme/search", "l").build());

        assertEquals(Set.of("acme/search"), AccountView.touchedBy(entry));
    }

    @Test
    void theLastEntryOfALimitAndPeriodStands() {
        AccountView first =
                unknown.plus(with(balance("acme", "life").setHeld(100).build()), 0);
        AccountView second = first.plus(
                with(balance("acme", "life")
                        .setHeld(30)
                        .setPosted(20)
                        .setExcess(5)
                        .build()),
                1);

        assertEquals(1, second.limits().size());
        LimitView limit = second.limits().get(0);
        assertEquals(30, limit.held());
        assertEquals(OptionalLong.of(1_000_000 - 30 - 20 - 5), limit.free());
    }

    @Test
    void balancesOfOtherAccounts_areNotTaken() {
        assertEquals(
                List.of(),
                unknown.plus(with(balance("acme/search", "life").build()), 0).limits());
    }

    @Test
    void anEntryThatComesAgain_changesNothing() {
        AccountView view = unknown.plus(with(balance("acme", "life").build()), 7);

        assertSame(view, view.plus(with(balance("acme", "life").setHeld(9).build()), 7));
        assertSame(view, view.plus(with(balance("acme", "life").setHeld(9).build()), 6));
        assertEquals(200, view.plus(with(), 8).totals().held().moneyNanodollars());
    }

    @Test
    void aRemovedLimit_bindsNoMore() {
        AccountView view = unknown.plus(
                with(balance("acme", "life").setLimit(LimitView.REMOVED).build()), 0);

        assertEquals(OptionalLong.empty(), view.limits().get(0).free());
    }

    @Test
    void onlyTheLatestPeriodsOfALimitAreKept() {
        AccountView view = unknown.plus(with(balance("acme", "life").build()), 0);
        for (int i = 0; i < AccountView.PERIODS_KEPT + 2; i++) {
            view = view.plus(with(month(i, 0)), i + 1);
        }

        assertEquals(AccountView.PERIODS_KEPT + 1, view.limits().size());
        assertEquals("life", view.limits().get(0).limitId());
        assertEquals(Instant.parse("2026-03-01T00:00:00Z"), view.limits().get(1).periodStart());
    }

    @Test
    void aFormerGeneration_staysWhileAHoldIsOpenInIt() {
        AccountView old = unknown.plus(
                with(
                        balance("acme", "settled").build(),
                        balance("acme", "open").setHeld(5).build()),
                0);
        AccountView next =
                old.plus(with(balance("acme", "open").setGeneration(2).build()), 1);

        assertEquals(2, next.generation());
        assertEquals(
                List.of(1L, 2L),
                next.limits().stream().map(LimitView::generation).toList());
        AccountView settled = next.plus(with(balance("acme", "open").setHeld(0).build()), 2);
        assertEquals(
                List.of(2L),
                settled.limits().stream().map(LimitView::generation).toList());
    }

    @Test
    void aViewComesBackFromTheStoreAsItWas() {
        AccountView view = unknown.plus(
                with(balance("acme", "life").setLimit(Long.MAX_VALUE - 1).build(), month(1, 3)), 4);

        assertEquals(view, ViewCodec.ACCOUNT.decode(ViewCodec.ACCOUNT.encode(view)));
    }

    private static Balance minute(long second, long posted) {
        return balance("acme", "rpm")
                .setWindow("rolling_minute")
                .setPeriodStart(JANUARY.plusSeconds(second - 59))
                .setPeriodEnd(JANUARY.plusSeconds(second + 1))
                .setPosted(posted)
                .build();
    }

    @Test
    void aRollingLimitHasOneLine_thatMovesOn() {
        AccountView view = unknown.plus(with(minute(0, 5)), 0).plus(with(minute(7, 9)), 1);

        assertEquals(1, view.limits().size());
        assertEquals(9, view.limits().get(0).posted());
        assertEquals(JANUARY.plusSeconds(8), view.limits().get(0).periodEnd());
    }

    @Test
    void termsAreThoseOfTheLastEntryThatSetThem_inLaterPeriodsToo() {
        Balance set = month(0, 0);
        set.setTerms(new LimitTerms(70L, 20L, 10L, JANUARY, 30L, List.of(50), "UTC", 1));
        AccountView view = unknown.plus(with(set), 0).plus(with(month(0, 5)), 1).plus(with(month(1, 6)), 2);

        TermsView terms = new TermsView(70, 20, 10, JANUARY, 30, List.of(50), "UTC", 1);
        assertEquals(
                List.of(terms, terms),
                view.limits().stream().map(LimitView::terms).toList());
        assertEquals(view, ViewCodec.ACCOUNT.decode(ViewCodec.ACCOUNT.encode(view)));
    }
}
