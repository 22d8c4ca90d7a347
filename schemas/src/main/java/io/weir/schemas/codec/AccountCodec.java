package io.weir.schemas.codec;

import static io.weir.schemas.codec.InvalidRecord.check;

import io.weir.core.admission.Ids;
import io.weir.core.admission.QueryBounds;
import io.weir.core.ledger.AccountPolicy;
import io.weir.core.ledger.Limit;
import io.weir.core.ledger.Unit;
import io.weir.core.routing.Input;
import io.weir.v1.Account;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Accounts as declared. */
public final class AccountCodec {

    /** Limits of one account at most: each is checked at every hold. */
    private static final int MAX_LIMITS = 32;

    private AccountCodec() {}

    public static String tenant(String path) {
        int slash = path.indexOf('/');
        return slash < 0 ? path : path.substring(0, slash);
    }

    /**
     * @param revision offset of the public record
     * @throws InvalidRecord with the first field that breaks a rule
     */
    public static Input.AccountChanged toCore(Account account, long revision) {
        String path = account.getAccount();
        check(Ids.declaredAccount(path));
        if (account.getLimits().size() > MAX_LIMITS) {
            throw InvalidRecord.of("limits", account.getLimits().size(), "must be at most " + MAX_LIMITS);
        }
        served("content_policy", account.getContentPolicy(), "full");
        served("slug", account.getSlug(), "");
        Set<String> ids = new HashSet<>();
        List<Limit> limits = new ArrayList<>();
        for (io.weir.v1.Limit limit : account.getLimits()) {
            if (!ids.add(limit.getId())) {
                throw InvalidRecord.of("limits.id", limit.getId(), "must be unique in the account");
            }
            limits.add(limit(limit));
        }
        return new Input.AccountChanged(
                path,
                account.getDeleted(),
                revision,
                policy(account.getPolicy()),
                PriceCodec.rateCard(account.getRateCard()),
                limits);
    }

    /** What nobody acts on is refused rather than promised. */
    private static void served(String field, Object value, Object only) {
        if (!value.equals(only)) {
            throw InvalidRecord.of(
                    field,
                    value,
                    only.equals("") ? "is not served yet" : "must be " + only + ", others are not served yet");
        }
    }

    private static Limit limit(io.weir.v1.Limit limit) {
        String field = "limits." + limit.getId();
        Unit unit = Unit.of(limit.getUnit())
                .orElseThrow(() -> InvalidRecord.of(
                        field + ".unit", limit.getUnit(), "must be money, tokens, energy or requests"));
        if (limit.getAmount() < 0 || limit.getAmount() == Limit.REMOVED) {
            throw InvalidRecord.of(field + ".amount", limit.getAmount(), "must be from 0 to " + (Limit.REMOVED - 1));
        }
        return new LimitTerms(field, limit).limit(unit);
    }

    private static AccountPolicy policy(io.weir.v1.AccountPolicy policy) {
        check(QueryBounds.probability("policy.min_pass_probability", policy.getMinPassProbability()));
        check(QueryBounds.money("policy.value_of_pass_nanodollars", policy.getValueOfPassNanodollars()));
        check(QueryBounds.money("policy.price_of_wrong_answer_nanodollars", policy.getPriceOfWrongAnswerNanodollars()));
        check(QueryBounds.attempts("policy.max_attempts", policy.getMaxAttempts()));
        served("policy.on_outage", policy.getOnOutage(), "reject");
        served("policy.min_deadline_probability", policy.getMinDeadlineProbability(), 0.0);
        served("policy.exploration_share", policy.getExplorationShare(), 0.0);
        Long deadlineMillis = policy.getDefaultDeadlineMillis();
        if (deadlineMillis != null && (deadlineMillis <= 0 || deadlineMillis > 3L * 24 * 3600 * 1000)) {
            throw InvalidRecord.of("policy.default_deadline_millis", deadlineMillis, "must be from 1 ms to 3 days");
        }
        Long wrong = policy.getPriceOfWrongAnswerNanodollars();
        return new AccountPolicy(
                policy.getMinPassProbability(),
                policy.getValueOfPassNanodollars(),
                wrong == null ? 0 : wrong,
                deadlineMillis == null ? 0 : deadlineMillis * 1000,
                policy.getMaxAttempts(),
                policy.getContinueTruncated(),
                WhenItDoesNotFitCodec.toCore(policy));
    }
}
