package io.intertie.platform.persistence;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/// A real PostgreSQL for unit tests: one server for the run, one migrated database for each caller.
public final class TestDatabase {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final EmbeddedPostgres SERVER = started();

    private TestDatabase() {}

    /// A fresh database with all migrations applied.
    public static Database fresh() {
        return new Database(freshSource());
    }

    /// A fresh database as the role that works sees it, and as its owner does.
    public static Roles freshForRoles() {
        var name = copied("migrated");
        return new Roles(
                new Database(SERVER.getDatabase("worker", name)),
                new Database(SERVER.getDatabase("postgres", name)));
    }

    /// Two views of one database.
    public record Roles(Database worker, Database owner) {}

    /// The same, as the driver's data source.
    public static DataSource freshSource() {
        return SERVER.getDatabase("postgres", copied("migrated"));
    }

    /// A fresh database that is dropped when it is closed: for tests that need many.
    public static Passing passing() {
        var name = copied("migrated");
        return new Passing(SERVER.getDatabase("postgres", name), name);
    }

    /// A database for a while.
    public record Passing(DataSource source, String name) implements AutoCloseable {
        @Override
        public void close() {
            run("drop database " + name + " with (force)");
        }
    }

    /// A database with all that is in another one, which nobody may be using now.
    public static Database copyOf(Database original) {
        var name = original.sql("select current_database() as name").one(row -> row.text("name"));
        return new Database(SERVER.getDatabase("postgres", copied(name)));
    }

    private static String copied(String original) {
        var name = "test" + COUNT.incrementAndGet();
        run("create database " + name + " template " + original);
        return name;
    }

    private static void run(String command) {
        try (var connection = SERVER.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(command);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static EmbeddedPostgres started() {
        try {
            var server = EmbeddedPostgres.builder().start();
            try (var connection = server.getPostgresDatabase().getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("create role worker login");
                statement.execute("create database migrated");
            }
            Flyway.configure(TestDatabase.class.getClassLoader())
                    .dataSource(server.getDatabase("postgres", "migrated"))
                    .locations("classpath:db")
                    .placeholders(Map.of("worker", "worker"))
                    .load()
                    .migrate();
            return server;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
