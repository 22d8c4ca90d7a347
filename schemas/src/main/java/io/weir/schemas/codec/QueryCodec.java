package io.weir.schemas.codec;

import static io.weir.schemas.codec.InvalidRecord.check;

import io.weir.core.admission.Ids;
import io.weir.core.admission.QueryBounds;
import io.weir.core.query.ProcessingClass;
import io.weir.core.query.QueryKey;
import io.weir.core.query.Verifier;
import io.weir.v1.Admitted;
import io.weir.v1.Query;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Queries: admission checks at ingress, and the value that the router decides on. */
public final class QueryCodec {

    /** Verifiers that workers run; others are refused rather than skipped. */
    public static final Set<String> VERIFIERS = Set.of("none", "exact", "numeric", "choice", "regex", "json_schema");

    /** Bytes of a task class: it becomes part of keys. */
    private static final int TASK_BYTES = 128;
    /** Bytes of a label, tag or id: they are kept for as long as the query's id is. */
    private static final int TEXT_BYTES = 256;
    /** Bytes of a verifier's parameter, such as a JSON schema. */
    private static final int PARAMETER_BYTES = 64 * 1024;

    private static final int MOST_LABELS = 32;
    /** Well within the 7 days that a work order is kept for. */
    private static final long LONGEST_DEADLINE_MICROS = 3 * 24 * 3600 * 1_000_000L;

    private QueryCodec() {}

    /**
     * Checks a query against all bounds that need no catalogue and reads its body once.
     *
     * @throws InvalidRecord with the first field that breaks a bound
     */
    public static Admitted admit(Query query, String traceparent, long nowMicros, QueryBounds bounds) {
        check(Ids.tenant(query.getTenant()));
        check(Ids.queryId(query.getQueryId()));
        check(Ids.account(query.getTenant(), query.getAccount()));
        check(bounds.submittedAt(Micros.of(query.getSubmittedAt()), nowMicros));
        check(QueryBounds.probability("min_pass_probability", query.getMinPassProbability()));
        check(QueryBounds.money("value_of_pass_nanodollars", query.getValueOfPassNanodollars()));
        check(QueryBounds.money("max_cost_nanodollars", query.getMaxCostNanodollars()));
        check(QueryBounds.attempts("max_attempts", query.getMaxAttempts()));
        check(QueryBounds.effort(query.getEffort()));
        check(QueryBounds.streamMode(query.getStreamMode()));
        if (ProcessingClass.of(query.getProcessingClass()).isEmpty()) {
            throw InvalidRecord.of("processing_class", query.getProcessingClass(), "must be standard, flex or batch");
        }
        if (!VERIFIERS.contains(query.getVerifier().getKind())) {
            throw InvalidRecord.of(
                    "verifier.kind",
                    query.getVerifier().getKind(),
                    "must be one of " + new java.util.TreeSet<>(VERIFIERS));
        }
        if (query.getRequestRef() != null) {
            throw InvalidRecord.of(
                    "request_ref", query.getRequestRef().getUri(), "is not served: send the body inline");
        }
        bounded("task", query.getTask(), TASK_BYTES);
        bounded("conversation_id", query.getConversationId(), TEXT_BYTES);
        bounded("workflow_id", query.getWorkflowId(), TEXT_BYTES);
        bounded("labels", query.getLabels(), MOST_LABELS, TEXT_BYTES);
        bounded("verifier.parameters", query.getVerifier().getParameters(), MOST_LABELS, PARAMETER_BYTES);
        if (query.getRequiredTags().size() > MOST_LABELS) {
            throw InvalidRecord.of("required_tags", query.getRequiredTags().size(), "must be at most " + MOST_LABELS);
        }
        query.getRequiredTags().forEach(tag -> bounded("required_tags", tag, TEXT_BYTES));
        deadline(query, nowMicros);
        check(bounds.requestBytes(query.getRequest().getBytes(StandardCharsets.UTF_8).length));
        RequestReader body = RequestReader.read(query.getRequest());
        return new Admitted(
                body.promptBytes,
                body.messages,
                body.maxOutputTokens,
                new ArrayList<>(body.capabilities),
                fingerprint(query),
                traceparent);
    }

    private static void deadline(Query query, long nowMicros) {
        if (query.getDeadline() != null && Micros.of(query.getDeadline()) > nowMicros + LONGEST_DEADLINE_MICROS) {
            throw InvalidRecord.of(
                    "deadline", query.getDeadline(), "must be within 3 days: work orders are kept for 7");
        }
    }

    private static void bounded(String field, @Nullable String text, int most) {
        if (text != null && text.getBytes(StandardCharsets.UTF_8).length > most) {
            throw InvalidRecord.of(field, text, "must be at most " + most + " bytes");
        }
    }

    private static void bounded(String field, Map<String, String> texts, int most, int bytes) {
        if (texts.size() > most) {
            throw InvalidRecord.of(field, texts.size(), "must be at most " + most);
        }
        texts.forEach((key, value) -> {
            bounded(field + " key", key, TEXT_BYTES);
            bounded(field + "." + key, value, bytes);
        });
    }

    /** First 8 bytes of SHA-256 over what the query asks: not over when, nor how urgently, it was asked again. */
    static long fingerprint(Query query) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            add(digest, query.getAccount());
            add(digest, query.getTask());
            add(digest, query.getRequest());
            add(digest, query.getVerifier().getKind());
            for (Map.Entry<String, String> entry :
                    new TreeMap<>(query.getVerifier().getParameters()).entrySet()) {
                add(digest, entry.getKey());
                add(digest, entry.getValue());
            }
            return ByteBuffer.wrap(digest.digest()).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static void add(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
        digest.update(bytes);
    }

    /** The query as core has it. */
    public static io.weir.core.query.Query toCore(Query query, Admitted admitted) {
        return new io.weir.core.query.Query(
                new QueryKey(query.getTenant(), query.getQueryId()),
                query.getAccount(),
                Micros.of(query.getSubmittedAt()),
                query.getTask(),
                query.getRequest(),
                admitted.getPromptBytes(),
                admitted.getMessages(),
                admitted.getMaxOutputTokens(),
                admitted.getFingerprint(),
                new HashSet<>(admitted.getCapabilities()),
                new Verifier(query.getVerifier().getKind(), query.getVerifier().getParameters()),
                query.getValueOfPassNanodollars(),
                query.getMinPassProbability(),
                query.getMaxCostNanodollars(),
                query.getDeadline() == null ? 0 : Math.max(1, Micros.of(query.getDeadline())),
                query.getPriority(),
                ProcessingClass.of(query.getProcessingClass()).orElse(ProcessingClass.STANDARD),
                query.getEffort(),
                query.getMaxAttempts(),
                new HashSet<>(query.getRequiredTags()),
                query.getLabels(),
                query.getStreamMode(),
                admitted.getTraceparent());
    }
}
