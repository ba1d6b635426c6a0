package io.intertie.platform.persistence;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.UserTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// By UserTransaction, not by the TransactionManager: a transaction that the latter begins does not
/// enlist the pool's connections.
final class JtaTransactions implements Transactions {
    private static final ThreadLocal<Held> HELD = new ThreadLocal<>();

    private final UserTransaction transaction;
    private final TransactionSynchronizationRegistry registry;

    JtaTransactions(UserTransaction transaction, TransactionSynchronizationRegistry registry) {
        this.transaction = transaction;
        this.registry = registry;
    }

    @Override
    public <T> T run(Callable<T> work) {
        return Failures.unchecked(() -> isActive() ? work.call() : inOwnTransaction(work));
    }

    private <T> T inOwnTransaction(Callable<T> work) throws Exception {
        transaction.begin();
        try {
            T result = onOneConnection(work);
            transaction.commit();
            return result;
        } catch (Throwable failed) {
            if (isActive()) {
                transaction.rollback();
            }
            throw failed;
        }
    }

    /// The pool would give the same connection for each statement, after a search of its own.
    private <T> T onOneConnection(Callable<T> work) throws Exception {
        try (var mine = new Held()) {
            HELD.set(mine);
            return work.call();
        } finally {
            HELD.remove();
        }
    }

    /// The connection of a transaction, from its first statement on.
    private static final class Held implements AutoCloseable {
        private @Nullable Connection connection;

        Connection of(DataSource dataSource) throws SQLException {
            var first = connection;
            if (first == null) {
                first = dataSource.getConnection();
                connection = first;
            }
            return first;
        }

        @Override
        public void close() throws SQLException {
            if (connection != null) {
                connection.close();
            }
        }
    }

    private boolean isActive() throws SystemException {
        return transaction.getStatus() != Status.STATUS_NO_TRANSACTION;
    }

    @Override
    public void afterCommit(Runnable after) {
        try {
            if (!isActive()) {
                after.run();
                return;
            }
            registry.registerInterposedSynchronization(new AfterCommit(after));
        } catch (SystemException failed) {
            throw new DatabaseFailed("the transaction takes no listener", failed);
        }
    }

    private record AfterCommit(Runnable after) implements Synchronization {
        @Override
        public void beforeCompletion() {}

        @Override
        public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
                after.run();
            }
        }
    }

    @Override
    public Connection connection(DataSource dataSource) throws SQLException {
        var mine = HELD.get();
        return mine == null ? dataSource.getConnection() : mine.of(dataSource);
    }

    @Override
    public void release(Connection connection) throws SQLException {
        if (HELD.get() == null) {
            connection.close();
        }
    }
}
