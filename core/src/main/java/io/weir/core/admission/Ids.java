package io.weir.core.admission;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Rules for tenants, query ids and account paths. Ids are never normalised: two spellings that look alike are two ids.
 */
public final class Ids {

    /** Longest id or path segment, in UTF-8 bytes: it becomes part of record keys. */
    public static final int MAX_BYTES = 256;
    /** Deepest account path. */
    public static final int MAX_DEPTH = 8;

    private Ids() {}

    public static Optional<Violation> tenant(String tenant) {
        return segment("tenant", tenant);
    }

    public static Optional<Violation> queryId(String queryId) {
        return text("query_id", queryId);
    }

    /** An account path must be of at most {@link #MAX_DEPTH} segments, the first of which is the tenant. */
    public static Optional<Violation> account(String tenant, String account) {
        String[] segments = account.split("/", -1);
        if (segments.length > MAX_DEPTH) {
            return Optional.of(Violation.invalid("account", account, "must have at most " + MAX_DEPTH + " segments"));
        }
        for (String segment : segments) {
            Optional<Violation> violation = segment("account", segment);
            if (violation.isPresent()) {
                return violation;
            }
        }
        return segments[0].equals(tenant)
                ? Optional.empty()
                : Optional.of(Violation.invalid(
                        "account", account, "must start with the tenant " + Violation.excerpt(tenant)));
    }

    /**
     * A declared account must have a path as queries name it, or be the budget of a label: {@code tenant/#key=value}, which
     * queries of the tenant with that label count against too.
     */
    public static Optional<Violation> declaredAccount(String account) {
        int slash = account.indexOf('/');
        String tenant = slash < 0 ? account : account.substring(0, slash);
        if (slash < 0 || !account.startsWith("#", slash + 1)) {
            return account(tenant, account);
        }
        String label = account.substring(slash + 2);
        int equals = label.indexOf('=');
        if (equals <= 0 || label.indexOf('/') >= 0) {
            return Optional.of(Violation.invalid(
                    "account",
                    account,
                    "must be tenant/#key=value where it is a label's, its key not empty, without /"));
        }
        Optional<Violation> violation = segment("account", tenant);
        return violation.isPresent() ? violation : text("account", label);
    }

    private static Optional<Violation> segment(String field, String value) {
        return value.indexOf('/') >= 0 || value.startsWith("#")
                ? Optional.of(Violation.invalid(field, value, "must not contain / nor start with #"))
                : text(field, value);
    }

    private static Optional<Violation> text(String field, String value) {
        if (value.isEmpty()) {
            return Optional.of(Violation.invalid(field, value, "must not be empty"));
        }
        if (value.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            return Optional.of(Violation.invalid(field, value, "must be at most " + MAX_BYTES + " bytes"));
        }
        if (value.indexOf('\0') >= 0 || hasLoneSurrogate(value)) {
            return Optional.of(Violation.invalid(field, value, "must not contain NUL or a lone surrogate"));
        }
        return Optional.empty();
    }

    public static boolean hasLoneSurrogate(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (Character.isHighSurrogate(c)
                    && i + 1 < value.length()
                    && Character.isLowSurrogate(value.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return true;
            }
        }
        return false;
    }
}
