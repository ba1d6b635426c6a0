package io.intertie.ledger;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// One connection for a whole seed, and the node's death at any statement: before it, before the
/// commit, or after the commit and before anyone is told.
final class SimConnection implements AutoCloseable {
    /// The statement that means the commit, and the moment after it.
    static final int BEFORE_COMMIT = 100;

    static final int AFTER_COMMIT = 101;

    private final Connection connection;
    private int left = -1;
    private boolean atCommit;
    private boolean afterCommit;

    /// The node is dead.
    static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    SimConnection(DataSource source) throws SQLException {
        connection = source.getConnection();
    }

    DataSource source() {
        var shared =
                (Connection)
                        Proxy.newProxyInstance(
                                SimConnection.class.getClassLoader(),
                                new Class<?>[] {Connection.class},
                                (proxy, method, arguments) -> call(method, arguments));
        return (DataSource)
                Proxy.newProxyInstance(
                        SimConnection.class.getClassLoader(),
                        new Class<?>[] {DataSource.class},
                        (proxy, method, arguments) -> shared);
    }

    /// Dies at the statement of that number, counted from now, or about the commit.
    void dieAt(int statement) {
        left = statement < BEFORE_COMMIT ? statement : -1;
        atCommit = statement == BEFORE_COMMIT;
        afterCommit = statement == AFTER_COMMIT;
    }

    void live() {
        dieAt(-1);
    }

    private @Nullable Object call(Method method, Object @Nullable [] arguments) throws Throwable {
        switch (method.getName()) {
            case "close" -> {
                connection.setAutoCommit(true);
                return null;
            }
            case "prepareStatement" -> {
                if (left == 0) {
                    left = -1;
                    throw new Crash();
                }
                left--;
            }
            case "commit" -> {
                if (atCommit) {
                    atCommit = false;
                    throw new Crash();
                }
                connection.commit();
                if (afterCommit) {
                    afterCommit = false;
                    throw new Crash();
                }
                return null;
            }
            default -> {}
        }
        try {
            return method.invoke(connection, arguments);
        } catch (InvocationTargetException failed) {
            throw failed.getTargetException();
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
