package io.weir.router.state;

import io.weir.core.cost.Rates;
import io.weir.core.cost.Tariff;
import io.weir.core.cost.Usage;
import io.weir.core.ledger.Account;
import io.weir.core.ledger.AccountPolicy;
import io.weir.core.ledger.Alerted;
import io.weir.core.ledger.Amounts;
import io.weir.core.ledger.Balance;
import io.weir.core.ledger.Books;
import io.weir.core.ledger.Buckets;
import io.weir.core.ledger.Chain;
import io.weir.core.ledger.Grant;
import io.weir.core.ledger.Hold;
import io.weir.core.ledger.HoldLine;
import io.weir.core.ledger.Limit;
import io.weir.core.ledger.OpenDay;
import io.weir.core.ledger.Period;
import io.weir.core.ledger.Unit;
import io.weir.core.ledger.WhenItDoesNotFit;
import io.weir.core.ledger.Window;
import java.util.List;
import java.util.Objects;

/** Stored forms of accounts, books, holds and what they are made of. */
final class LedgerState {

    static final Form<Books> BOOKS = new Form<>() {
        private static final int VERSION = 3;

        @Override
        public void write(ByteWriter out, Books books) {
            Chain chain = books.chain();
            OpenDay day = books.day();
            out.tag(VERSION)
                    .longs(books.seq(), books.outcomeSeq())
                    .fixed(chain.first(), chain.second(), chain.third(), chain.fourth())
                    .longs(day.day(), day.entries());
            amounts(out, day.posted());
            amounts(out, day.excess());
        }

        @Override
        public Books read(String key, ByteReader in) {
            in.version("books", VERSION);
            return new Books(
                    in.longs(),
                    in.longs(),
                    new Chain(in.fixed(), in.fixed(), in.fixed(), in.fixed()),
                    new OpenDay(in.longs(), in.longs(), amounts(in), amounts(in)));
        }
    };

    static final Form<Account> ACCOUNT = new Form<>() {
        private static final int VERSION = 6;

        @Override
        public void write(ByteWriter out, Account account) {
            out.tag(VERSION).longs(account.generation()).bool(account.open()).longs(account.revision());
            policy(out, account.policy());
            out.text(account.rateCard());
            out.list(account.limits(), limit -> limit(out, limit));
            out.list(account.balances(), balance -> balance(out, balance, account.limits()));
            out.list(account.grants(), grant -> out.text(grant.id()).longs(grant.fingerprint(), grant.untilMicros()));
        }

        @Override
        public Account read(String path, ByteReader in) {
            in.version("account", VERSION);
            long generation = in.longs();
            boolean open = in.bool();
            long revision = in.longs();
            AccountPolicy policy = policy(in);
            String rateCard = in.text();
            List<Limit> limits = in.list(() -> limit(in));
            List<Balance> balances = in.list(() -> balance(path, limits, in));
            List<Grant.Booked> grants = in.list(() -> new Grant.Booked(in.text(), in.longs(), in.longs()));
            return new Account(path, generation, open, revision, policy, rateCard, limits, balances, grants);
        }
    };

    private LedgerState() {}

    private static void policy(ByteWriter out, AccountPolicy policy) {
        out.optional(policy.minPassProbability(), out::doubles)
                .optional(policy.valueOfPassNanodollars(), out::longs)
                .longs(policy.priceOfWrongAnswerNanodollars(), policy.defaultDeadlineMicros())
                .ints(policy.maxAttempts())
                .optional(policy.continueTruncated(), out::bool)
                .optional(policy.whenItDoesNotFit(), ways -> whenItDoesNotFit(out, ways));
    }

    private static AccountPolicy policy(ByteReader in) {
        return new AccountPolicy(
                in.optional(in::doubles),
                in.optional(in::longs),
                in.longs(),
                in.longs(),
                in.ints(),
                in.optional(in::bool),
                in.optional(() -> whenItDoesNotFit(in)));
    }

    private static void whenItDoesNotFit(ByteWriter out, WhenItDoesNotFit policy) {
        out.list(policy.ways(), way -> out.text(way.wireName()))
                .longs(policy.minOutputTokens(), policy.maxWaitMicros());
    }

    private static WhenItDoesNotFit whenItDoesNotFit(ByteReader in) {
        return new WhenItDoesNotFit(
                in.list(() -> WhenItDoesNotFit.Way.of(in.text()).orElseThrow()), in.longs(), in.longs());
    }

    private static void limit(ByteWriter out, Limit limit) {
        out.text(limit.id()).text(limit.unit().wireName()).longs(limit.amount());
        window(out, limit.window());
        out.bool(limit.hard())
                .list(limit.thresholds(), out::ints)
                .longs(limit.rolloverBound(), limit.increase(), limit.increaseUntilMicros());
    }

    private static Limit limit(ByteReader in) {
        return new Limit(
                in.text(),
                Unit.of(in.text()).orElseThrow(),
                in.longs(),
                window(in),
                in.bool(),
                in.list(in::ints),
                in.longs(),
                in.longs(),
                in.longs());
    }

    private static void window(ByteWriter out, Window window) {
        out.text(window.wireName());
        if (window instanceof Window.Fixed fixed) {
            period(out, fixed.period());
        } else {
            out.text(window.zoneId()).ints(window.startDay());
        }
    }

    private static Window window(ByteReader in) {
        String name = in.text();
        return name.equals("fixed")
                ? new Window.Fixed(period(in))
                : Window.of(name, in.text(), in.ints()).orElseThrow();
    }

    /** The limit of a balance is mostly one of the account's: then its place among them stands for it. */
    private static void balance(ByteWriter out, Balance balance, List<Limit> limits) {
        int place = limits.indexOf(balance.declared());
        out.longs(balance.generation()).ints(place);
        if (place < 0) {
            limit(out, balance.declared());
        }
        period(out, balance.period());
        out.longs(
                balance.rolledOver(),
                balance.increased(),
                balance.held(),
                balance.posted(),
                balance.excess(),
                balance.adjusted());
        Buckets buckets = balance.buckets();
        out.ints(buckets.size());
        for (int i = 0; i < buckets.size(); i++) {
            out.longs(buckets.number(i), buckets.posted(i), buckets.excess(i));
        }
        out.ints(balance.alerted().percent()).longs(balance.alerted().untilMicros());
    }

    /** An account holds balances of its own alone, so that its path is not in them. */
    private static Balance balance(String account, List<Limit> limits, ByteReader in) {
        long generation = in.longs();
        int place = in.ints();
        return new Balance(
                account,
                generation,
                place < 0 ? limit(in) : limits.get(place),
                period(in),
                in.longs(),
                in.longs(),
                in.longs(),
                in.longs(),
                in.longs(),
                in.longs(),
                buckets(in),
                new Alerted(in.ints(), in.longs()));
    }

    private static Buckets buckets(ByteReader in) {
        Buckets buckets = Buckets.NONE;
        for (int i = in.ints(); i > 0; i--) {
            buckets = buckets.plus(in.longs(), in.longs(), in.longs());
        }
        return buckets;
    }

    private static void period(ByteWriter out, Period period) {
        out.longs(period.startMicros(), period.endMicros());
    }

    private static Period period(ByteReader in) {
        return new Period(in.longs(), in.longs());
    }

    static void hold(ByteWriter out, Hold hold) {
        amounts(out, hold.amounts());
        out.list(hold.lines(), line -> {
            out.text(line.account()).longs(line.generation()).text(line.limitId());
            period(out, line.period());
        });
    }

    static Hold hold(ByteReader in) {
        return new Hold(amounts(in), in.list(() -> new HoldLine(in.text(), in.longs(), in.text(), period(in))));
    }

    static void amounts(ByteWriter out, Amounts amounts) {
        out.longs(amounts.moneyNanodollars(), amounts.tokens(), amounts.energyMillijoules(), amounts.requests());
    }

    static Amounts amounts(ByteReader in) {
        return new Amounts(in.longs(), in.longs(), in.longs(), in.longs());
    }

    static void usage(ByteWriter out, Usage usage) {
        out.longs(
                usage.inputTokens(),
                usage.cachedInputTokens(),
                usage.cacheWriteTokens(),
                usage.outputTokens(),
                usage.reasoningTokens());
    }

    static Usage usage(ByteReader in) {
        return new Usage(in.longs(), in.longs(), in.longs(), in.longs(), in.longs());
    }

    static void tariff(ByteWriter out, Tariff tariff) {
        out.text(Objects.requireNonNull(tariff).version());
        rates(out, tariff.base());
        out.longs(tariff.longContextThresholdTokens());
        rates(out, tariff.longContext());
        out.longs(tariff.perRequestNanodollars());
    }

    static Tariff tariff(ByteReader in) {
        return new Tariff(in.text(), rates(in), in.longs(), rates(in), in.longs());
    }

    private static void rates(ByteWriter out, Rates rates) {
        out.longs(rates.input(), rates.cachedInput(), rates.cacheWrite(), rates.output(), rates.reasoning());
    }

    private static Rates rates(ByteReader in) {
        return new Rates(in.longs(), in.longs(), in.longs(), in.longs(), in.longs());
    }
}
