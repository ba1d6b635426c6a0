package io.intertie.platform.persistence;

import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import javax.sql.DataSource;

final class JtaTransactions implements Transactions {
    private final TransactionManager manager;

    JtaTransactions(TransactionManager manager) {
        this.manager = manager;
    }

    @Override
    public <T> T run(Callable<T> work) {
        return Failures.unchecked(() -> isActive() ? work.call() : inOwnTransaction(work));
    }

    private <T> T inOwnTransaction(Callable<T> work) throws Exception {
        manager.begin();
        try {
            T result = work.call();
            manager.commit();
            return result;
        } catch (Throwable failed) {
            if (isActive()) {
                manager.rollback();
            }
            throw failed;
        }
    }

    private boolean isActive() throws SystemException {
        return manager.getStatus() != Status.STATUS_NO_TRANSACTION;
    }

    @Override
    public void afterCommit(Runnable after) {
        try {
            if (!isActive()) {
                after.run();
                return;
            }
            manager.getTransaction().registerSynchronization(new AfterCommit(after));
        } catch (SystemException | RollbackException failed) {
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
        return dataSource.getConnection();
    }

    @Override
    public void release(Connection connection) throws SQLException {
        connection.close();
    }
}
