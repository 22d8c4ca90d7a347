package io.weir.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.v1.Account;
import io.weir.v1.Aggregate;
import io.weir.v1.Alert;
import io.weir.v1.Attempt;
import io.weir.v1.AuditRecord;
import io.weir.v1.Calibration;
import io.weir.v1.Cancel;
import io.weir.v1.Chunk;
import io.weir.v1.Control;
import io.weir.v1.DeadLetter;
import io.weir.v1.Decision;
import io.weir.v1.Grant;
import io.weir.v1.GridIntensity;
import io.weir.v1.Inbox;
import io.weir.v1.LedgerEntry;
import io.weir.v1.MeterReading;
import io.weir.v1.ModelBlob;
import io.weir.v1.Outcome;
import io.weir.v1.Pacing;
import io.weir.v1.Price;
import io.weir.v1.Query;
import io.weir.v1.Result;
import io.weir.v1.Tier;
import io.weir.v1.Verdict;
import io.weir.v1.WorkerState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.utils.Utils;

/**
 * The one catalogue of topics; what creates topics reads it, and a topic name is written nowhere else in Java.
 *
 * <p>Keys are raw UTF-8: the tenant, unless said otherwise. Topics keyed by tenant share their number of partitions, so that
 * {@link #partitionOf} homes a tenant to the same number everywhere.
 */
public final class Topics {
    /** Partitions of a topic keyed by tenant, where nothing else is asked for. */
    public static final int DEFAULT_PARTITIONS = 4;

    /** Largest record of an internal topic, producer and fetch, bytes: 4 MiB, so nothing accepted is later too large. */
    public static final int MAX_RECORD_BYTES = 4 << 20;

    /** Largest record of a public input, bytes: room for the 1 MiB that ingress refuses, with a reason, by itself. */
    public static final int MAX_PUBLIC_RECORD_BYTES = 2 << 20;

    /** Lanes of a tier's work; they differ in how long work may wait. */
    public static final List<String> LANES = List.of("interactive", "batch");

    /** Topics of attempts, of every tier and lane. */
    public static final Pattern ATTEMPTS_PATTERN =
            Pattern.compile("weir\\.attempts\\.([a-z0-9-]{1,40})\\.(?:interactive|batch)\\.v1");

    private static final Pattern AGGREGATES_PATTERN = Pattern.compile("weir\\.aggregates\\.([a-z0-9-]{1,40})\\.v1");

    private static final Pattern SEGMENT = Pattern.compile("[a-z0-9-]{1,40}");
    private static final Map<String, String> INTERNAL = Map.of("max.message.bytes", Integer.toString(MAX_RECORD_BYTES));
    /** Producers' clocks are not ours: with append time, retention and the order of time do not depend on them. */
    private static final Map<String, String> STAMPED =
            Map.of("max.message.bytes", Integer.toString(MAX_RECORD_BYTES), "message.timestamp.type", "LogAppendTime");

    private static final Map<String, String> PUBLIC = Map.of(
            "max.message.bytes", Integer.toString(MAX_PUBLIC_RECORD_BYTES), "message.timestamp.type", "LogAppendTime");

    /** Declarations: with what their copy in the inbox adds they fit it. */
    private static final Map<String, String> DECLARED =
            Map.of("max.message.bytes", Integer.toString(MAX_PUBLIC_RECORD_BYTES));

    private static final Retention WEEK = Retention.of(Duration.ofDays(7));
    private static final Retention MONTH = Retention.of(Duration.ofDays(30));
    private static final Retention HOUR = Retention.of(Duration.ofHours(1));

    /** Public input: queries. */
    public static final Topic<Query> QUERIES = shared("queries", Query.class, WEEK, PUBLIC);
    /** Public input: judgements that come from outside or later. */
    public static final Topic<Verdict> VERDICTS = shared("verdicts", Verdict.class, WEEK, PUBLIC);
    /** Public input: queries to give up. */
    public static final Topic<Cancel> CANCELS = shared("cancels", Cancel.class, WEEK, PUBLIC);
    /** Public input: credits and commitments of accounts (decision 015). */
    public static final Topic<Grant> GRANTS = shared("grants", Grant.class, WEEK, PUBLIC);
    /** Public input: accounts, keyed by account path. */
    public static final Topic<Account> ACCOUNTS = declared("accounts", Account.class);
    /** Public input: tiers, keyed by name. */
    public static final Topic<Tier> TIERS = declared("tiers", Tier.class);
    /** Public input: prices, keyed by model, rate card and version. */
    public static final Topic<Price> PRICES = declared("prices", Price.class);
    /** The router's only input; its record timestamps are append times, the router's clock. */
    public static final Topic<Inbox> INBOX = shared("inbox", Inbox.class, WEEK, STAMPED);
    /** What the router decided and why. */
    public static final Topic<Decision> DECISIONS = shared("decisions", Decision.class, MONTH, INTERNAL);
    /** Outcomes as the router accepted them: once, priced and numbered. */
    public static final Topic<Outcome> OUTCOMES = shared("outcomes", Outcome.class, MONTH, INTERNAL);
    /** One terminal result a query. */
    public static final Topic<Result> RESULTS = shared("results", Result.class, MONTH, INTERNAL);
    /** The ledger. Kept for ever. */
    public static final Topic<LedgerEntry> LEDGER = shared("ledger", LedgerEntry.class, Retention.forever(), INTERNAL);
    /** Streamed tokens, keyed as {@link #attemptKey}; not transactional. */
    public static final Topic<Chunk> CHUNKS = shared("chunks", Chunk.class, HOUR, INTERNAL);
    /** Cancels to workers, keyed by worker. */
    public static final Topic<Control> CONTROLS = single("controls", Control.class, HOUR);
    /** Workers' capacity and state, keyed by worker. */
    public static final Topic<WorkerState> WORKERS = single("workers", WorkerState.class, HOUR);
    /** Energy counters, keyed by device. */
    public static final Topic<MeterReading> METERS = shared("meters", MeterReading.class, MONTH, INTERNAL);
    /** Carbon intensity of the grid, keyed by region. */
    public static final Topic<GridIntensity> GRID = single("grid", GridIntensity.class, MONTH);
    /** Immutable model blobs, keyed by version. */
    public static final Topic<ModelBlob> MODELS = single("models", ModelBlob.class, Retention.latest());
    /** Posteriors and quantiles learned from outcomes, newest under one key (decision 006); back to the router by ingress. */
    public static final Topic<Calibration> CALIBRATION = single("calibration", Calibration.class, Retention.latest());
    /** Pacing prices, keyed by account; back to the router by ingress. */
    public static final Topic<Pacing> PACING = single("pacing", Pacing.class, Retention.latest());
    /** Who changed or read what by HTTP, keyed by account. */
    public static final Topic<AuditRecord> AUDIT =
            single("audit", AuditRecord.class, Retention.of(Duration.ofDays(365)));
    /** Alerts, keyed by account. */
    public static final Topic<Alert> ALERTS = single("alerts", Alert.class, MONTH);
    /** What could not be taken, as it came; keyed by tenant where it is known, else without a key. */
    public static final Topic<DeadLetter> DLQ = shared("dlq", DeadLetter.class, MONTH, INTERNAL);

    /** The public inputs: what applications and jobs write and ingress takes. */
    public static final List<Topic<?>> INPUTS =
            List.of(QUERIES, CANCELS, VERDICTS, GRANTS, ACCOUNTS, TIERS, PRICES, CALIBRATION, PACING);

    private Topics() {}

    /**
     * Work of a tier, keyed as {@link #attemptKey}. All such topics share one subject.
     *
     * @param tier name of the tier, [a-z0-9-]{1,40}
     * @param lane interactive or batch
     * @throws IllegalArgumentException if either is not; names the value
     */
    public static Topic<Attempt> attempts(String tier, String lane) {
        String name = "weir.attempts." + segment("tier", tier) + "." + lane(lane) + ".v1";
        return new Topic<>(name, Attempt.class, "weir.attempts.v1-value", Partitions.SHARED, WEEK, INTERNAL);
    }

    /**
     * Figures of one kind, keyed by slice and window.
     *
     * @param kind such as cost-of-pass, [a-z0-9-]{1,40}
     * @throws IllegalArgumentException if it is not; names the value
     */
    public static Topic<Aggregate> aggregates(String kind) {
        Retention quarter = Retention.latest(Duration.ofDays(90));
        return shared("aggregates." + segment("aggregate kind", kind), Aggregate.class, quarter, INTERNAL);
    }

    /** Every topic that exists without a tier; the attempts topics come and go with theirs. */
    public static List<Topic<?>> fixed() {
        return List.of(
                QUERIES,
                VERDICTS,
                CANCELS,
                GRANTS,
                ACCOUNTS,
                TIERS,
                PRICES,
                INBOX,
                DECISIONS,
                OUTCOMES,
                RESULTS,
                LEDGER,
                CHUNKS,
                CONTROLS,
                WORKERS,
                METERS,
                GRID,
                MODELS,
                CALIBRATION,
                PACING,
                aggregates("cost-of-pass"),
                AUDIT,
                ALERTS,
                DLQ);
    }

    /**
     * Home of a tenant: toPositive(murmur2(UTF-8 tenant)) mod n, as the Java producer's default partitioner has it.
     *
     * @param partitions n, 1 or more
     */
    public static int partitionOf(String tenant, int partitions) {
        if (partitions < 1) {
            throw new IllegalArgumentException("partitions must be 1 or more, is " + partitions);
        }
        return Utils.toPositive(Utils.murmur2(tenant.getBytes(UTF_8))) % partitions;
    }

    /** Key of attempts and chunks: tenant, NUL, query id. It only groups records; the ids are read from the value. */
    public static byte[] attemptKey(String tenant, String queryId) {
        return (tenant + '\0' + queryId).getBytes(UTF_8);
    }

    /** Tier whose work a topic holds; empty where it is no topic of attempts. */
    public static Optional<String> tierOf(String topic) {
        Matcher attempts = ATTEMPTS_PATTERN.matcher(topic);
        return attempts.matches() ? Optional.of(attempts.group(1)) : Optional.empty();
    }

    /** Kind of the aggregates that a topic holds; empty where it is no topic of aggregates. */
    public static Optional<String> kindOf(String topic) {
        Matcher aggregates = AGGREGATES_PATTERN.matcher(topic);
        return aggregates.matches() ? Optional.of(aggregates.group(1)) : Optional.empty();
    }

    /** Share group of the workers of a tier. */
    public static String workerGroup(String tier) {
        return "weir-workers-" + segment("tier", tier);
    }

    private static <T extends SpecificRecord> Topic<T> shared(
            String middle, Class<T> type, Retention retention, Map<String, String> configs) {
        return topic(middle, type, Partitions.SHARED, retention, configs);
    }

    private static <T extends SpecificRecord> Topic<T> single(String middle, Class<T> type, Retention retention) {
        return topic(middle, type, Partitions.ONE, retention, INTERNAL);
    }

    private static <T extends SpecificRecord> Topic<T> declared(String middle, Class<T> type) {
        return topic(middle, type, Partitions.ONE, Retention.latest(), DECLARED);
    }

    private static <T extends SpecificRecord> Topic<T> topic(
            String middle, Class<T> type, Partitions partitions, Retention retention, Map<String, String> configs) {
        String name = "weir." + middle + ".v1";
        return new Topic<>(name, type, name + "-value", partitions, retention, configs);
    }

    private static String segment(String what, String value) {
        if (!SEGMENT.matcher(value).matches()) {
            throw new IllegalArgumentException(what + " must match [a-z0-9-]{1,40}, is '" + value + "'");
        }
        return value;
    }

    private static String lane(String value) {
        if (!LANES.contains(value)) {
            throw new IllegalArgumentException("lane must be interactive or batch, is '" + value + "'");
        }
        return value;
    }
}
