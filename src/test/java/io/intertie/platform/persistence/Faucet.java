package io.intertie.platform.persistence;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;

/// A data source with a limit of connections, as a server's pool has, that can be shut off as if
/// the database were away.
public final class Faucet {
    private final DataSource source;
    private final Semaphore free;
    private volatile boolean shut;

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
        var connection = source.getConnection();
        return Lent.of(
                connection,
                () -> {
                    free.release();
                    connection.close();
                });
    }
}
