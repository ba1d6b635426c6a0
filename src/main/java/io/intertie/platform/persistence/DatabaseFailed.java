package io.intertie.platform.persistence;

import java.sql.SQLException;

/// A statement that the database refused: our bug, or a constraint that did its work.
public final class DatabaseFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DatabaseFailed(String message, Throwable cause) {
        super(message, cause);
    }

    /// Whether a unique constraint refused the row.
    public boolean isDuplicate() {
        return stateIs("23505");
    }

    /// Whether a CHECK or an exclusion constraint refused the row.
    public boolean isConstraint() {
        return stateIs("23514") || stateIs("23P01");
    }

    /// Whether others held what was needed for longer than `lock_timeout`.
    public boolean isLockTimeout() {
        return stateIs("55P03");
    }

    private boolean stateIs(String state) {
        for (Throwable cause = getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && state.equals(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }
}
