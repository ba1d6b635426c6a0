package io.intertie.platform.persistence;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.hibernate.Session;
import org.hibernate.cfg.Configuration;
import org.jspecify.annotations.Nullable;

/// Hibernate on a real PostgreSQL without a container: entity manager and [Database] share the
/// transaction of the thread, as they do in the server. The rows are validated against the schema.
public final class TestPersistence {
    private static final Map<List<Class<?>>, Hibernate> STARTED = new ConcurrentHashMap<>();

    private final EntityManagerFactory factory;
    private final Database database;
    private final EntityManager entityManager;

    // One for each instance: a test may drive several databases.
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<@Nullable Open> open = new ThreadLocal<>();

    private TestPersistence(Hibernate hibernate) {
        this.factory = hibernate.factory();
        this.database = new Database(hibernate.place().source(), new SharedTransactions());
        this.entityManager =
                (EntityManager)
                        Proxy.newProxyInstance(
                                TestPersistence.class.getClassLoader(),
                                new Class<?>[] {EntityManager.class},
                                (proxy, method, arguments) -> call(method, arguments));
    }

    /// A fresh database with all migrations applied, and Hibernate with these rows on it.
    ///
    /// Hibernate starts once for the same rows and moves on to the new database, so only the newest
    /// of them is in use.
    public static TestPersistence of(Class<?>... rows) {
        var source = TestDatabase.keptSource();
        var hibernate =
                STARTED.computeIfAbsent(List.of(rows), key -> Hibernate.started(source, key));
        hibernate.place().moveTo(source);
        return new TestPersistence(hibernate);
    }

    /// Hibernate with these rows on a migrated database that somebody else has made.
    public static TestPersistence at(DataSource source, Class<?>... rows) {
        return new TestPersistence(Hibernate.started(source, List.of(rows)));
    }

    private record Hibernate(EntityManagerFactory factory, Place place) {
        static Hibernate started(DataSource source, List<Class<?>> rows) {
            var place = new Place(source);
            var configuration = new Configuration();
            rows.forEach(configuration::addAnnotatedClass);
            configuration.getProperties().put("hibernate.connection.datasource", place.source());
            configuration.setProperty("hibernate.hbm2ddl.auto", "validate");
            configuration.setProperty("hibernate.timezone.default_storage", "NORMALIZE_UTC");
            configuration.setProperty("hibernate.jdbc.time_zone", "UTC");
            return new Hibernate(configuration.buildSessionFactory(), place);
        }
    }

    /// A data source that leads to the database of the running test.
    private static final class Place {
        private volatile DataSource current;

        Place(DataSource first) {
            this.current = first;
        }

        void moveTo(DataSource next) {
            this.current = next;
        }

        DataSource source() {
            return (DataSource)
                    Proxy.newProxyInstance(
                            TestPersistence.class.getClassLoader(),
                            new Class<?>[] {DataSource.class},
                            (proxy, method, arguments) -> invoke(current, method, arguments));
        }
    }

    private static @Nullable Object invoke(
            Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException failed) {
            throw failed.getTargetException();
        }
    }

    public Database database() {
        return database;
    }

    /// The entity manager of the running transaction, or a passing one outside of any.
    public EntityManager entityManager() {
        return entityManager;
    }

    private @Nullable Object call(Method method, Object @Nullable [] arguments) throws Throwable {
        var current = open.get();
        var target = current == null ? factory.createEntityManager() : current.entityManager();
        return invoke(target, method, arguments);
    }

    private record Open(EntityManager entityManager, List<Runnable> after) {}

    private final class SharedTransactions implements Transactions {
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
            try (var own = factory.createEntityManager()) {
                own.getTransaction().begin();
                open.set(new Open(own, after));
                try {
                    T result = work.call();
                    own.getTransaction().commit();
                    return result;
                } catch (Throwable failed) {
                    if (own.getTransaction().isActive()) {
                        own.getTransaction().rollback();
                    }
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
        public Connection connection(DataSource source) throws java.sql.SQLException {
            var current = open.get();
            return current == null
                    ? source.getConnection()
                    : current.entityManager()
                            .unwrap(Session.class)
                            .doReturningWork(connection -> connection);
        }

        @Override
        public void release(Connection connection) throws java.sql.SQLException {
            if (open.get() == null) {
                connection.close();
            }
        }
    }
}
