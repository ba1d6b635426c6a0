package io.intertie.money;

/// A check of our own that did not hold: a bug, reported as such.
public final class CheckFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CheckFailed(String message) {
        super(message);
    }
}
