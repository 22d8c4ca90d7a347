package io.weir.workers.engine;

import io.weir.core.cost.Usage;
import io.weir.core.query.ErrorClass;
import java.util.Optional;
import java.util.OptionalLong;

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
    private final transient OptionalLong cutOff;

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
        this(errorClass, code, message, usage, OptionalLong.empty());
    }

    private EngineException(
            ErrorClass errorClass, String code, String message, Optional<Usage> usage, OptionalLong cutOff) {
        super(message.length() <= MAX_MESSAGE_CHARACTERS ? message : message.substring(0, MAX_MESSAGE_CHARACTERS));
        this.errorClass = errorClass;
        this.code = code;
        this.usage = usage;
        this.cutOff = cutOff;
    }

    /**
     * The request was sent, and what the provider counted is not known: it may bill all of it.
     *
     * @param answerBytes bytes of the answer that are known to have come, 0 or more
     */
    public static EngineException cutOff(ErrorClass errorClass, String code, String message, long answerBytes) {
        return new EngineException(errorClass, code, message, Optional.empty(), OptionalLong.of(answerBytes));
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

    /** Bytes of the answer so far, where the request was sent and nobody says what was counted; else empty. */
    public OptionalLong cutOff() {
        return cutOff;
    }
}
