package io.intertie.platform.persistence;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.concurrent.atomic.AtomicBoolean;

/// A connection that goes back to whoever lent it, instead of being closed.
final class Lent {
    private Lent() {}

    /// What `close` does instead.
    interface GivingBack {
        void run() throws Exception;
    }

    /// To close it again does nothing: somebody else may have it by then.
    static Connection of(Connection connection, GivingBack givingBack) {
        var isBack = new AtomicBoolean();
        return (Connection)
                Proxy.newProxyInstance(
                        Lent.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (proxy, method, arguments) -> {
                            if (method.getName().equals("close")) {
                                if (isBack.compareAndSet(false, true)) {
                                    givingBack.run();
                                }
                                return null;
                            }
                            try {
                                return method.invoke(connection, arguments);
                            } catch (InvocationTargetException failed) {
                                throw failed.getTargetException();
                            }
                        });
    }
}
