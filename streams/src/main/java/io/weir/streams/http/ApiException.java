package io.weir.streams.http;

import org.jspecify.annotations.Nullable;

/** A request that gets an error: status, code, and the field and value that are at fault, where there are such. */
final class ApiException extends RuntimeException {
    /** Longest part of a value that is sent back, characters. */
    private static final int LONGEST_VALUE = 200;

    private final int status;
    private final String code;
    private final @Nullable String field;
    private final @Nullable String value;

    ApiException(int status, String code, String message, @Nullable String field, @Nullable String value) {
        super(message);
        this.status = status;
        this.code = code;
        this.field = field;
        this.value = value == null || value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE) + "…";
    }

    static ApiException invalid(String field, String value, String rule) {
        return new ApiException(400, "invalid_parameter", field + " " + rule, field, value);
    }

    static ApiException notFound(String field, String value) {
        return new ApiException(404, "not_found", "no such " + field, field, value);
    }

    int status() {
        return status;
    }

    /** The error as JSON has it. */
    record Body(String code, String message, @Nullable String field, @Nullable String value) {}

    Body body() {
        return new Body(code, String.valueOf(getMessage()), field, value);
    }
}
