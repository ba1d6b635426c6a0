package io.intertie.platform.persistence;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import javax.sql.DataSource;

/// How a unit of work begins and ends: by JTA in the container, by a connection outside.
interface Transactions {
    <T> T run(Callable<T> work);

    void afterCommit(Runnable after);

    /// The connection of the running transaction, or a fresh one; `release` it afterwards.
    Connection connection(DataSource dataSource) throws SQLException;

    void release(Connection connection) throws SQLException;
}
