package io.intertie.platform.persistence;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;

/// A data source with a limit of connections, as a server's pool has, that can be shut off as if
/// the database were away. Connections are kept for who comes next, until it is closed.
public final class Faucet implements AutoCloseable {
    private final DataSource source;
    private final Semaphore free;
    private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean shut;
    private volatile boolean closed;

    public Faucet(DataSource source, int connections) {
        this.source = source;
        this.free = new Semaphore(connections);
    }

    public void shut() {
        shut = true;
    }

    public void open() {
        shut = false;
    }

    public DataSource source() {
        return (DataSource)
                Proxy.newProxyInstance(
                        Faucet.class.getClassLoader(),
                        new Class<?>[] {DataSource.class},
                        (proxy, method, arguments) ->
                                method.getName().equals("getConnection")
                                        ? connection()
                                        : method.invoke(source, arguments));
    }

    private Connection connection() throws SQLException {
        if (shut) {
            throw new SQLException("shut off", "08006");
        }
        free.acquireUninterruptibly();
        var kept = idle.pollFirst();
        var connection = kept == null ? source.getConnection() : kept;
        return Lent.of(connection, () -> giveBack(connection));
    }

    private void giveBack(Connection connection) throws SQLException {
        try {
            if (!connection.isClosed() && !connection.getAutoCommit()) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
            if (closed || connection.isClosed()) {
                connection.close();
            } else {
                idle.addFirst(connection);
            }
        } finally {
            free.release();
        }
    }

    /// Closes what is kept: whoever comes next gets a fresh connection.
    public void renew() {
        for (var next = idle.pollFirst(); next != null; next = idle.pollFirst()) {
            try {
                next.close();
            } catch (SQLException gone) {
                // Then it is closed.
            }
        }
    }

    /// Keeps no connection any more; it can still be used.
    @Override
    public void close() {
        closed = true;
        renew();
    }
}
