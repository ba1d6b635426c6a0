package io.intertie.platform.persistence;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

final class LocalTransactions implements Transactions {
    private final DataSource dataSource;

    // One for each database on purpose: a test drives several "nodes" from one thread.
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<@Nullable Open> open = new ThreadLocal<>();

    LocalTransactions(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    private record Open(Connection connection, List<Runnable> after) {}

    @Override
    public <T> T run(Callable<T> work) {
        if (open.get() != null) {
            return Failures.unchecked(work);
        }
        var after = new ArrayList<Runnable>();
        T result = Failures.unchecked(() -> inOwnTransaction(work, after));
        after.forEach(Runnable::run);
        return result;
    }

    private <T> T inOwnTransaction(Callable<T> work, List<Runnable> after) throws Exception {
        try (var connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            open.set(new Open(connection, after));
            try {
                T result = work.call();
                connection.commit();
                return result;
            } catch (Throwable failed) {
                connection.rollback();
                throw failed;
            } finally {
                open.remove();
            }
        }
    }

    @Override
    public void afterCommit(Runnable after) {
        var current = open.get();
        if (current == null) {
            after.run();
        } else {
            current.after().add(after);
        }
    }

    @Override
    public Connection connection(DataSource source) throws SQLException {
        var current = open.get();
        return current == null ? source.getConnection() : current.connection();
    }

    @Override
    public void release(Connection connection) throws SQLException {
        if (open.get() == null) {
            connection.close();
        }
    }
}
