package io.weir.infra.registry.log;

/** The log did not take an entry, or it is not known whether it did. */
public final class LogException extends RuntimeException {

    private final Kind kind;

    /** What went wrong. */
    public enum Kind {
        /** The topic cannot be read or written. */
        FAILED,
        /** It took too long; the entry may still appear. */
        TIMED_OUT,
        /** The entry is larger than the topic takes; it will not appear. */
        TOO_LARGE
    }

    LogException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    LogException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
