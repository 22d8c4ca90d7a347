package io.weir.workers.engine;

import io.weir.core.cost.Usage;
import io.weir.core.query.ErrorClass;
import java.util.Optional;

/** An engine gave no answer. Expected, and a value of the contract: it becomes the error of an outcome. */
public final class EngineException extends Exception {

    /** Code of an answer that did not come in time. */
    public static final String TIMEOUT = "timeout";

    /** Code of an engine that finds the prompt too long for its model (OpenAI). */
    public static final String CONTEXT_LENGTH_EXCEEDED = "context_length_exceeded";

    private static final long serialVersionUID = 1L;

    /** Providers put whole pages into their errors. */
    private static final int MAX_MESSAGE_CHARACTERS = 500;

    private final ErrorClass errorClass;
    private final String code;
    private final transient Optional<Usage> usage;

    public EngineException(ErrorClass errorClass, String code, String message) {
        this(errorClass, code, message, Optional.empty());
    }

    /**
     * An error after tokens were spent.
     *
     * @param code stable and short, such as {@code http_503}
     * @param message in words, cut at 500 characters
     * @param usage what the provider says it counted, where it does
     */
    public EngineException(ErrorClass errorClass, String code, String message, Optional<Usage> usage) {
        super(message.length() <= MAX_MESSAGE_CHARACTERS ? message : message.substring(0, MAX_MESSAGE_CHARACTERS));
        this.errorClass = errorClass;
        this.code = code;
        this.usage = usage;
    }

    public ErrorClass errorClass() {
        return errorClass;
    }

    public String code() {
        return code;
    }

    /** The message; never null. */
    public String reason() {
        return String.valueOf(getMessage());
    }

    public Optional<Usage> usage() {
        return usage;
    }
}
