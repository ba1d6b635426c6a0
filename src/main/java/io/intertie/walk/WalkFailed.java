package io.intertie.walk;

/// A step that did not go as it must.
public final class WalkFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WalkFailed(String message) {
        super(message);
    }

    WalkFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
