package io.intertie.platform.persistence;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import javax.sql.DataSource;

/// The one relational database, for the rooms that speak SQL to it.
///
/// `transaction` joins a running transaction or opens one, in the container (JTA, shared with
/// Hibernate) and outside of it (tests, offline commands) alike.
public final class Database {
    private static final Duration LONG_READING = Duration.ofMinutes(10);

    private final DataSource dataSource;
    private final Transactions transactions;

    /// A database outside the container: one thread, one connection, one transaction.
    public Database(DataSource dataSource) {
        this(dataSource, new LocalTransactions(dataSource));
    }

    /// The same by the driver alone, for commands.
    public static Database at(String url, String user, String password) {
        return new Database(new DriverSource(url, user, password));
    }

    Database(DataSource dataSource, Transactions transactions) {
        this.dataSource = dataSource;
        this.transactions = transactions;
    }

    /// Runs `work` in a transaction: committed when it returns, rolled back when it throws.
    ///
    /// @throws DatabaseAway if the database cannot be reached
    public <T> T transaction(Callable<T> work) {
        return transactions.run(work);
    }

    /// Runs `work` without a result in a transaction.
    public void transaction(Runnable work) {
        transactions.run(() -> {
            work.run();
            return Boolean.TRUE;
        });
    }

    /// Runs `reading` so that all its statements see the database as of one instant, in a
    /// transaction of its own that cannot write. It may take its time: minutes, where other
    /// statements are given seconds.
    ///
    /// @throws DatabaseFailed if a transaction has already begun to read
    public <T> T snapshot(Callable<T> reading) {
        return transactions.run(() -> {
            sql("set transaction isolation level repeatable read, read only").update();
            var connection = transactions.connection(dataSource);
            var patience = connection.getNetworkTimeout();
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(LONG_READING.toMillis()));
            try {
                return reading.call();
            } finally {
                if (!connection.isClosed()) {
                    connection.setNetworkTimeout(Runnable::run, patience);
                }
                transactions.release(connection);
            }
        });
    }

    /// Runs `after` once the transaction that runs now has been committed; at once if none runs.
    public void afterCommit(Runnable after) {
        transactions.afterCommit(after);
    }

    /// A statement with its parameters in the order of the question marks.
    ///
    /// Parameters may be text, numbers, booleans, UUIDs, instants, enums, byte arrays, [Absent] and
    /// the columns of [Columns]; anything else is refused.
    public Statement sql(String sql, Object... parameters) {
        return new Statement(dataSource, transactions, sql, parameters);
    }

    /// Runs statements that ask nothing in one journey to the database, each after the one before;
    /// tells how many rows each of them touched.
    public List<Integer> together(List<Statement> statements) {
        return Statement.together(dataSource, transactions, statements);
    }

    /// Asks several questions in one journey, each after the one before: a later one sees what was
    /// committed while an earlier one waited for a lock.
    public Answers ask(Question<?>... questions) {
        return Statement.ask(dataSource, transactions, List.of(questions));
    }

    /// What stands for NULL among a statement's parameters, since `null` does not travel here.
    public enum Absent {
        TEXT,
        NUMBER,
        UUID,
        INSTANT
    }
}
