package io.intertie.platform.persistence;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;

/// A data source whose threads share some connections, as in a server's pool.
public final class Pool {
    private final String url;
    private final LinkedBlockingDeque<Connection> idle = new LinkedBlockingDeque<>();
    private final Semaphore free;

    private Pool(String url, int connections) {
        this.url = url;
        this.free = new Semaphore(connections);
    }

    public static DataSource of(String url, int connections) {
        var pool = new Pool(url, connections);
        return (DataSource)
                Proxy.newProxyInstance(
                        Pool.class.getClassLoader(),
                        new Class<?>[] {DataSource.class},
                        (proxy, method, arguments) ->
                                method.getName().equals("getConnection")
                                        ? pool.taken()
                                        : method.invoke(pool, arguments));
    }

    private Connection taken() throws Exception {
        free.acquire();
        var last = idle.pollFirst();
        if (last != null) {
            return returned(last);
        }
        try {
            return returned(DriverManager.getConnection(url));
        } catch (Exception failed) {
            free.release();
            throw failed;
        }
    }

    private Connection returned(Connection connection) {
        return Lent.of(connection, () -> giveBack(connection));
    }

    private void giveBack(Connection connection) throws Exception {
        try {
            if (!connection.isClosed()) {
                connection.setAutoCommit(true);
                idle.addFirst(connection);
            }
        } finally {
            free.release();
        }
    }
}
