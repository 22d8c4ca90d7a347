package io.weir.streams.query;

/** The views cannot be read at the moment: starting, restoring, moving, or the registry does not answer. Try again. */
public final class ViewsUnavailableException extends RuntimeException {
    public ViewsUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    public ViewsUnavailableException(String message) {
        super(message);
    }
}
