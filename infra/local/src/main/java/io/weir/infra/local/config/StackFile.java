package io.weir.infra.local.config;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.weir.infra.local.config.PriceEntry.ConversionEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a YAML file declares.
 *
 * @param conversions what prices in other currencies than dollars are converted at
 * @param recorded recorded answers, for the engine of that name; null where there are none
 * @param workload how queries of a workload are shared out; null where there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StackFile(
        List<TierEntry> tiers,
        List<PriceEntry> prices,
        List<ConversionEntry> conversions,
        List<AccountEntry> accounts,
        @Nullable RecordedEntry recorded,
        @Nullable WorkloadEntry workload) {

    /** Checks the whole: every tier is priced, names are unique, the workload's accounts are declared. */
    public StackFile {
        tiers = List.copyOf(Objects.requireNonNullElse(tiers, List.of()));
        prices = List.copyOf(Objects.requireNonNullElse(prices, List.of()));
        conversions = List.copyOf(Objects.requireNonNullElse(conversions, List.of()));
        accounts = List.copyOf(Objects.requireNonNullElse(accounts, List.of()));
        requirePrices(prices, conversions, accounts);
        Set<String> priced = new HashSet<>();
        prices.stream().filter(price -> price.rateCard() == null).forEach(price -> priced.add(price.model()));
        Set<String> names = new HashSet<>();
        for (TierEntry tier : tiers) {
            if (!names.add(tier.tier())) {
                throw new IllegalArgumentException("tiers: " + tier.tier() + " is declared twice");
            }
            if (!priced.contains(tier.model())) {
                throw new IllegalArgumentException(
                        "prices: model " + tier.model() + " of tier " + tier.tier() + " has none");
            }
        }
        Set<String> paths = new HashSet<>();
        for (AccountEntry account : accounts) {
            if (!paths.add(account.account())) {
                throw new IllegalArgumentException("accounts: " + account.account() + " is declared twice");
            }
        }
        for (String account : workload == null ? List.<String>of() : workload.accounts()) {
            if (!paths.contains(account)) {
                throw new IllegalArgumentException("workload.accounts: " + account + " is not declared");
            }
        }
    }

    /** Each price is declared once and can be converted, and each account's rate card has a price. */
    private static void requirePrices(
            List<PriceEntry> prices, List<ConversionEntry> conversions, List<AccountEntry> accounts) {
        Set<String> versions = new HashSet<>();
        Set<String> cards = new HashSet<>();
        for (PriceEntry price : prices) {
            String card = price.rateCard() == null ? "" : " of rate card " + price.rateCard();
            if (!versions.add(price.model() + " " + price.version() + card)) {
                throw new IllegalArgumentException(
                        "prices: version " + price.version() + " of " + price.model() + card + " is declared twice");
            }
            boolean dollars = price.currency() == null || price.currency().equals("USD");
            if (!dollars && PriceDeclarations.conversion(price, conversions).isEmpty()) {
                throw new IllegalArgumentException(
                        "conversions: currency " + price.currency() + " of model " + price.model() + " has none");
            }
            cards.add(Objects.requireNonNullElse(price.rateCard(), ""));
        }
        for (AccountEntry account : accounts) {
            if (account.rateCard() != null && !cards.contains(account.rateCard())) {
                throw new IllegalArgumentException(
                        "accounts." + account.account() + ".rate_card: no price is of card " + account.rateCard());
            }
        }
    }

    /** A tier; {@code baseUrl} and {@code apiKeyEnv} are where its engine is, for the engine openai. */
    public record TierEntry(
            String tier,
            String model,
            long contextWindow,
            long maxOutputTokens,
            long templateTokens,
            long templateTokensPerMessage,
            int concurrency,
            @Nullable String region,
            @Nullable List<String> tags,
            @Nullable List<String> capabilities,
            @Nullable PowerEntry power,
            @Nullable String baseUrl,
            @Nullable String apiKeyEnv) {

        public TierEntry {
            Objects.requireNonNull(tier, "tiers.tier must be given");
            Objects.requireNonNull(model, "tiers.model must be given");
            if (concurrency <= 0) {
                throw new IllegalArgumentException("tiers." + tier + ".concurrency must be positive: " + concurrency);
            }
        }

        /** The same with its engine at a server without a key, for so many attempts at a time. */
        public TierEntry at(String url, int slots) {
            return new TierEntry(
                    tier,
                    model,
                    contextWindow,
                    maxOutputTokens,
                    templateTokens,
                    templateTokensPerMessage,
                    slots,
                    region,
                    tags,
                    capabilities,
                    power,
                    url,
                    null);
        }
    }

    /** What energy is estimated from. */
    public record PowerEntry(
            double processors,
            double wattsPerProcessor,
            @Nullable Double usage,
            double memoryGigabytes,
            @Nullable Double pue,
            double prefillTokensPerSecond,
            double decodeTokensPerSecond) {}

    public record AccountEntry(
            String account,
            @Nullable String owner,
            @Nullable List<LimitEntry> limits,
            @Nullable Double minPassProbability,
            @Nullable String valueOfPassUsd,
            @Nullable String rateCard,
            @Nullable Boolean continueTruncated,
            @Nullable DoesNotFitEntry whenItDoesNotFit) {

        public AccountEntry {
            Objects.requireNonNull(account, "accounts.account must be given");
        }
    }

    /**
     * What is tried in order where a hold does not fit.
     *
     * @param ways cheaper, lower, wait, reject
     * @param minOutputTokens least ceiling that lower may reach
     * @param maxWaitSeconds longest wait
     */
    public record DoesNotFitEntry(List<String> ways, @Nullable Long minOutputTokens, @Nullable Long maxWaitSeconds) {
        public DoesNotFitEntry {
            ways = List.copyOf(Objects.requireNonNull(ways, "when_it_does_not_fit.ways must be given"));
        }
    }

    /**
     * A limit: {@code usd} for money, {@code amount} for the other units.
     *
     * @param window lifetime, rolling_minute, rolling_hour, calendar_day, calendar_week or calendar_month
     * @param fiscalStartDay day of the month on which a calendar month starts, 1 to 28
     * @param weekStartDay day on which a calendar week starts, monday to sunday
     * @param thresholds whole percents, ascending, at which an alert is raised
     */
    public record LimitEntry(
            String id,
            String unit,
            @Nullable String usd,
            @Nullable Long amount,
            String window,
            @Nullable String timeZone,
            @Nullable Boolean hard,
            @Nullable Integer fiscalStartDay,
            @Nullable String weekStartDay,
            @Nullable List<Integer> thresholds,
            @Nullable RolloverEntry rollover,
            @Nullable IncreaseEntry increase) {

        public LimitEntry {
            Objects.requireNonNull(id, "limits.id must be given");
            Objects.requireNonNull(unit, "limits." + id + ".unit must be given");
            Objects.requireNonNull(window, "limits." + id + ".window must be given");
            amountOf("limits." + id, unit, usd, amount);
            if (increase != null) {
                amountOf("limits." + id + ".increase", unit, increase.usd, increase.amount);
            }
            if (rollover != null && rollover.share == null) {
                amountOf("limits." + id + ".rollover", unit, rollover.usd, rollover.amount);
            }
        }

        /** A hard limit without thresholds, rollover or increase. */
        public static LimitEntry of(
                String id, String unit, @Nullable String usd, @Nullable Long amount, String window) {
            return new LimitEntry(id, unit, usd, amount, window, null, null, null, null, null, null, null);
        }

        private static void amountOf(String key, String unit, @Nullable String usd, @Nullable Long amount) {
            if (unit.equals("money") ? usd == null || amount != null : usd != null || amount == null) {
                throw new IllegalArgumentException(key + ": a limit of " + unit + " needs "
                        + (unit.equals("money") ? "usd" : "amount") + " and nothing else");
            }
        }
    }

    /** Most of the unused that a period leaves to the next: a {@code share} of the limit, 0 to 1, or an amount. */
    public record RolloverEntry(@Nullable Double share, @Nullable String usd, @Nullable Long amount) {

        public RolloverEntry {
            if (share != null && (usd != null || amount != null)) {
                throw new IllegalArgumentException("rollover needs share or an amount, not both: share " + share);
            }
        }
    }

    /** A temporary increase. */
    public record IncreaseEntry(@Nullable String usd, @Nullable Long amount, Instant until) {
        public IncreaseEntry {
            Objects.requireNonNull(until, "increase.until must be given");
        }
    }

    /**
     * @param outcomes file of recorded answers, relative to this file
     * @param latencyScale factor on the recorded latency; 0: at once
     */
    public record RecordedEntry(String outcomes, double latencyScale) {}

    /**
     * @param queries file of queries, relative to this file
     * @param accounts accounts that the queries are shared out over, in turn
     * @param rounds times that the file is gone through
     */
    public record WorkloadEntry(String queries, List<String> accounts, int rounds, double queriesPerSecond) {
        public WorkloadEntry {
            accounts = List.copyOf(Objects.requireNonNullElse(accounts, List.of()));
            if (accounts.isEmpty() || rounds <= 0 || !(queriesPerSecond > 0)) {
                throw new IllegalArgumentException("workload: accounts must be given, rounds " + rounds
                        + " and queries_per_second " + queriesPerSecond + " must be positive");
            }
        }
    }

    private static final ObjectMapper YAML = YAMLMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .addModule(new com.fasterxml.jackson.datatype.jsr310.JavaTimeModule())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /**
     * Reads and checks a file.
     *
     * @throws IllegalArgumentException naming the file, the line up to which it was read, and the key that is wrong
     */
    public static StackFile read(Path file) {
        try {
            return YAML.readValue(Files.readString(file), StackFile.class);
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null ? "" : ":" + e.getLocation().getLineNr();
            throw new IllegalArgumentException(file + where + ": " + key(e) + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** Such as {@code accounts[0].owner: }; empty where the text is no YAML at all. */
    private static String key(JsonProcessingException e) {
        if (!(e instanceof JsonMappingException mapping) || mapping.getPath().isEmpty()) {
            return "";
        }
        StringBuilder key = new StringBuilder();
        for (JsonMappingException.Reference step : mapping.getPath()) {
            if (step.getFieldName() == null) {
                key.append('[').append(step.getIndex()).append(']');
            } else {
                key.append(key.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return key.append(": ").toString();
    }

    /** The same with other tiers. @throws IllegalArgumentException naming a model without a price */
    public StackFile withTiers(List<TierEntry> other) {
        return new StackFile(other, prices, conversions, accounts, recorded, workload);
    }

    /** Keys of the topics to their tier entries, for engines. */
    public Map<String, TierEntry> tiersByName() {
        Map<String, TierEntry> byName = new java.util.TreeMap<>();
        tiers.forEach(tier -> byName.put(tier.tier(), tier));
        return byName;
    }
}
