package io.weir.workers.verify;

import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.regex.RegularExpressionFactory;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the schema library under which its work on one schema and one text is counted, and ends.
 *
 * <p>A schema of 3 KB can stand for 2^40 evaluations: {@code a0} refers to {@code a1} twice, that to {@code a2} twice, and so
 * on. The library has no bound for that and no hook, but asks its settings for each keyword that it reads (again for each
 * reference that leads to it) and whenever it evaluates a schema; that is where steps are counted. The count is the calling
 * thread's own, so that one set of settings serves all verifiers.
 */
final class Steps extends SchemaValidatorsConfig {

    /** Evaluations: a second or so. The largest answer that is judged takes a plain schema a tenth of it. */
    static final int MOST = 1_000_000;

    /** Keywords read, which take memory: some 50 MB. A schema as long as one may be has a tenth of it. */
    static final int MOST_KEYWORDS = 50_000;

    /** The work is more than is allowed, or nobody waits for it any more. An error: the library logs and wraps exceptions. */
    static final class TooManyError extends Error {
        private static final long serialVersionUID = 1L;

        TooManyError(String why) {
            super(why, null, false, false);
        }
    }

    /** Evaluations and keywords left. */
    private static final ThreadLocal<int[]> LEFT = ThreadLocal.withInitial(() -> new int[2]);

    private final RegularExpressionFactory patterns;

    /** What the library's own builder gives, save for the patterns and that the first fault ends an evaluation. */
    @SuppressWarnings("deprecation") // what the builder makes cannot be overridden
    Steps(RegularExpressionFactory patterns) {
        this.patterns = patterns;
        setFailFast(true);
        setHandleNullableField(false);
        setPathType(PathType.JSON_POINTER);
    }

    /** From here on the calling thread has all its steps again. */
    static void begin() {
        LEFT.get()[0] = MOST;
        LEFT.get()[1] = MOST_KEYWORDS;
    }

    static void evaluate() {
        take(0, "takes more than " + MOST + " steps");
    }

    private static void take(int kind, String tooMany) {
        if (Thread.currentThread().isInterrupted()) {
            throw new TooManyError("was interrupted");
        }
        if (--LEFT.get()[kind] < 0) {
            throw new TooManyError(tooMany);
        }
    }

    /** Asked at each evaluation. */
    @Override
    public boolean isDiscriminatorKeywordEnabled() {
        evaluate();
        return false;
    }

    /** Asked for each keyword that is read; there is none, as messages are the library's own. */
    @Override
    public @Nullable String getErrorMessageKeyword() {
        take(1, "has more than " + MOST_KEYWORDS + " keywords where its references lead");
        return null;
    }

    @Override
    public RegularExpressionFactory getRegularExpressionFactory() {
        return patterns;
    }
}
