package io.weir.infra.registry.operation;

/** A refusal, with the code of Confluent's interface: an HTTP status, or a status followed by two digits. */
public final class RegistryException extends RuntimeException {

    private static final int DETAILED = 1_000;

    private final int code;

    public RegistryException(int code, String message) {
        super(message);
        this.code = code;
    }

    /** The code in the body of the answer. */
    public int code() {
        return code;
    }

    /** The HTTP status. */
    public int status() {
        return code < DETAILED ? code : code / 100;
    }
}
