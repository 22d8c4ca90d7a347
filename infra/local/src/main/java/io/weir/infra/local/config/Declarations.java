package io.weir.infra.local.config;

import io.weir.infra.local.config.StackFile.AccountEntry;
import io.weir.infra.local.config.StackFile.DoesNotFitEntry;
import io.weir.infra.local.config.StackFile.IncreaseEntry;
import io.weir.infra.local.config.StackFile.LimitEntry;
import io.weir.infra.local.config.StackFile.PowerEntry;
import io.weir.infra.local.config.StackFile.RolloverEntry;
import io.weir.infra.local.config.StackFile.TierEntry;
import io.weir.v1.Account;
import io.weir.v1.Limit;
import io.weir.v1.Model;
import io.weir.v1.PowerProfile;
import io.weir.v1.Tier;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a file declares, as the records of the public topics. */
public final class Declarations {

    private Declarations() {}

    public static Tier tier(TierEntry entry, Instant now) {
        Model model = Model.newBuilder()
                .setModel(entry.model())
                .setCapabilities(orNone(entry.capabilities()))
                .setContextWindow(entry.contextWindow())
                .setMaxOutputTokens(entry.maxOutputTokens())
                .setTemplateTokens(entry.templateTokens())
                .setTemplateTokensPerMessage(entry.templateTokensPerMessage())
                .build();
        return Tier.newBuilder()
                .setTier(entry.tier())
                .setModels(List.of(model))
                .setRegion(Objects.requireNonNullElse(entry.region(), ""))
                .setTags(orNone(entry.tags()))
                .setConcurrency(entry.concurrency())
                .setPower(power(entry.power()))
                .setUpdatedAt(now)
                .build();
    }

    public static PowerProfile power(@Nullable PowerEntry power) {
        if (power == null) {
            return PowerProfile.newBuilder().build();
        }
        return PowerProfile.newBuilder()
                .setProcessors(power.processors())
                .setWattsPerProcessor(power.wattsPerProcessor())
                .setUsage(Objects.requireNonNullElse(power.usage(), 1.0))
                .setMemoryGigabytes(power.memoryGigabytes())
                .setPue(Objects.requireNonNullElse(power.pue(), 1.0))
                .setPrefillTokensPerSecond(power.prefillTokensPerSecond())
                .setDecodeTokensPerSecond(power.decodeTokensPerSecond())
                .build();
    }

    public static Account account(AccountEntry entry, Instant now) {
        Account account = Account.newBuilder()
                .setAccount(entry.account())
                .setOwner(Objects.requireNonNullElse(entry.owner(), ""))
                .setRateCard(Objects.requireNonNullElse(entry.rateCard(), ""))
                .setLimits(orNone(entry.limits()).stream()
                        .map(limit -> limit(entry, limit))
                        .toList())
                .setUpdatedAt(now)
                .build();
        account.getPolicy().setMinPassProbability(entry.minPassProbability());
        account.getPolicy()
                .setValueOfPassNanodollars(
                        optional("accounts." + entry.account() + ".value_of_pass_usd", entry.valueOfPassUsd()));
        account.getPolicy().setContinueTruncated(entry.continueTruncated());
        DoesNotFitEntry fit = entry.whenItDoesNotFit();
        if (fit != null) {
            account.getPolicy().setWhenItDoesNotFit(String.join(",", fit.ways()));
            account.getPolicy().setMinMaxOutputTokens(Objects.requireNonNullElse(fit.minOutputTokens(), 0L));
            account.getPolicy()
                    .setMaxWaitMillis(Math.multiplyExact(Objects.requireNonNullElse(fit.maxWaitSeconds(), 0L), 1_000L));
        }
        return account;
    }

    private static Limit limit(AccountEntry account, LimitEntry limit) {
        String key = "accounts." + account.account() + ".limits." + limit.id();
        Limit declared = Limit.newBuilder()
                .setId(limit.id())
                .setUnit(limit.unit())
                .setAmount(amount(key, limit.usd(), limit.amount()))
                .setWindow(limit.window())
                .setTimeZone(Objects.requireNonNullElse(limit.timeZone(), "UTC"))
                .setHard(Objects.requireNonNullElse(limit.hard(), true))
                .setFiscalStartDay(Objects.requireNonNullElse(limit.fiscalStartDay(), 1))
                .setThresholds(orNone(limit.thresholds()).stream()
                        .map(Integer::doubleValue)
                        .toList())
                .build();
        if (limit.weekStartDay() != null) {
            declared.setWeekStartDay(weekday(key + ".week_start_day", limit.weekStartDay()));
        }
        RolloverEntry rollover = limit.rollover();
        if (rollover != null) {
            declared.setRollover(true);
            if (rollover.share() != null) {
                declared.setRolloverShare(rollover.share());
            } else {
                declared.setRolloverMax(amount(key + ".rollover", rollover.usd(), rollover.amount()));
            }
        }
        IncreaseEntry increase = limit.increase();
        if (increase != null) {
            declared.setIncrease(amount(key + ".increase", increase.usd(), increase.amount()));
            declared.setIncreaseUntil(increase.until());
        }
        return declared;
    }

    private static long amount(String key, @Nullable String usd, @Nullable Long amount) {
        return usd != null ? Dollars.nanodollars(key + ".usd", usd) : Objects.requireNonNull(amount);
    }

    private static int weekday(String key, String name) {
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day.name().toLowerCase(Locale.ROOT).equals(name)) {
                return day.getValue();
            }
        }
        throw new IllegalArgumentException(key + " must be monday to sunday: " + name);
    }

    private static @Nullable Long optional(String key, @Nullable String dollars) {
        return dollars == null ? null : Dollars.nanodollars(key, dollars);
    }

    private static <T> List<T> orNone(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
