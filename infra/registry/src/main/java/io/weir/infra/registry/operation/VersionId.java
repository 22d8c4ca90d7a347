package io.weir.infra.registry.operation;

import io.weir.infra.registry.store.SchemaStore;
import io.weir.infra.registry.store.SchemaVersion;
import io.weir.infra.registry.store.Visible;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A version as a caller names it: a number, or the latest.
 *
 * @param number the number; {@link #LATEST} for the latest
 */
public record VersionId(int number) {

    private static final int LATEST = -1;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,10}");

    /** Reads {@code latest}, {@code -1} or a number from 1. */
    public static VersionId parse(String text) {
        if (text.equals("latest") || text.equals("-1")) {
            return new VersionId(LATEST);
        }
        if (NUMBER.matcher(text).matches()) {
            long number = Long.parseLong(text);
            if (number >= 1 && number <= Integer.MAX_VALUE) {
                return new VersionId((int) number);
            }
        }
        throw Refusals.invalidVersion(text);
    }

    boolean latest() {
        return number == LATEST;
    }

    Optional<SchemaVersion> in(SchemaStore store, String subject, Visible visible) {
        return latest() ? store.latest(subject, visible) : store.version(subject, number, visible);
    }

    /** The version, or the refusal that says what is missing: the subject or only the version. */
    public SchemaVersion require(SchemaStore store, String subject, Visible visible) {
        return in(store, subject, visible).orElseThrow(() -> missing(store, subject, visible));
    }

    RegistryException missing(SchemaStore store, String subject, Visible visible) {
        return store.has(subject, visible) ? Refusals.versionNotFound(number) : Refusals.subjectNotFound(subject);
    }
}
