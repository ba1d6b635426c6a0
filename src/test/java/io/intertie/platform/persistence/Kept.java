package io.intertie.platform.persistence;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import javax.sql.DataSource;

/// Connections that wait for whoever comes next, of all databases together.
///
/// To open one costs PostgreSQL more than most of what a test asks. Where too many wait, the one
/// that has waited longest is closed: its test is over.
final class Kept {
    private static final int MOST = 32;

    private final Deque<Idle> idle = new ArrayDeque<>();

    private record Idle(DataSource source, String database, Connection connection) {}

    /// The same database, by connections that are kept.
    DataSource source(DataSource source, String database) {
        return (DataSource)
                Proxy.newProxyInstance(
                        Kept.class.getClassLoader(),
                        new Class<?>[] {DataSource.class},
                        (proxy, method, arguments) ->
                                method.getName().equals("getConnection")
                                        ? connection(source, database)
                                        : method.invoke(source, arguments));
    }

    private Connection connection(DataSource source, String database) throws SQLException {
        var waiting = taken(source);
        var connection = waiting.isPresent() ? waiting.get() : source.getConnection();
        return Lent.of(connection, () -> giveBack(new Idle(source, database, connection)));
    }

    /// The one that was last in use.
    private synchronized Optional<Connection> taken(DataSource source) {
        for (Iterator<Idle> each = idle.descendingIterator(); each.hasNext(); ) {
            var one = each.next();
            if (one.source().equals(source)) {
                each.remove();
                return Optional.of(one.connection());
            }
        }
        return Optional.empty();
    }

    private void giveBack(Idle one) throws SQLException {
        var connection = one.connection();
        if (connection.isClosed()) {
            return;
        }
        if (!connection.getAutoCommit()) {
            connection.rollback();
            connection.setAutoCommit(true);
        }
        synchronized (this) {
            idle.addLast(one);
            if (idle.size() > MOST) {
                idle.removeFirst().connection().close();
            }
        }
    }

    /// Closes what waits for that database.
    synchronized void leave(String database) throws SQLException {
        for (var each = idle.iterator(); each.hasNext(); ) {
            var one = each.next();
            if (one.database().equals(database)) {
                each.remove();
                one.connection().close();
            }
        }
    }
}
