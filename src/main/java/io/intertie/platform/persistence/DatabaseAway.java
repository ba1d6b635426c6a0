package io.intertie.platform.persistence;

/// The database cannot be reached now; nothing was written. At the edge: 503 with Retry-After.
public final class DatabaseAway extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DatabaseAway(Throwable cause) {
        super("the database is away", cause);
    }

    /// Whether a failure, ours or the container's, comes from a database that is away.
    public static boolean isCauseOf(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof DatabaseAway) {
                return true;
            }
        }
        return Failures.isAway(failed);
    }
}
