package io.intertie.platform.persistence;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.concurrent.Callable;

/// Tells a database that is away from a statement that failed.
final class Failures {
    private Failures() {}

    static <T> T unchecked(Callable<T> work) {
        try {
            return work.call();
        } catch (RuntimeException failed) {
            throw failed;
        } catch (Exception failed) {
            throw translated(failed);
        }
    }

    static RuntimeException translated(Exception failed) {
        return isAway(failed)
                ? new DatabaseAway(failed)
                : new DatabaseFailed("the database refused", failed);
    }

    /// Whether some cause says that there is no connection (SQLSTATE 08, 57P0x, 53300).
    static boolean isAway(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                var state = String.valueOf(sql.getSQLState());
                if (state.startsWith("08")
                        || state.startsWith("57P")
                        || state.equals("53300")
                        || sql instanceof SQLRecoverableException
                        || sql instanceof SQLTransientException
                        || String.valueOf(sql.getMessage()).contains("allocating connection")) {
                    return true;
                }
            }
        }
        return false;
    }
}
