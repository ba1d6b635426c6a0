package io.intertie.platform.persistence;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/// A real PostgreSQL for unit tests: one server for the run, one migrated database for each caller.
public final class TestDatabase {
    private static final long ROOMY = 16L << 30;
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Kept KEPT = new Kept();
    private static final Path DATA = data();
    private static final EmbeddedPostgres SERVER = started();

    private TestDatabase() {}

    /// A fresh database with all migrations applied.
    public static Database fresh() {
        return new Database(keptSource());
    }

    /// The same, as a data source that keeps its connections, as a server's pool does.
    public static DataSource keptSource() {
        return kept("postgres", copied("migrated"));
    }

    private static DataSource kept(String user, String name) {
        return KEPT.source(SERVER.getDatabase(user, name), name);
    }

    /// A fresh database as the role that works sees it, and as its owner does.
    public static Roles freshForRoles() {
        var name = copied("migrated");
        return new Roles(new Database(kept("worker", name)), new Database(kept("postgres", name)));
    }

    /// Two views of one database.
    public record Roles(Database worker, Database owner) {}

    /// The same, as the driver's data source: each connection is a new one.
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

    /// The server as SIGSTOP leaves it, until this is closed: it is there, and says nothing.
    public static final class Frozen implements AutoCloseable {
        private Frozen() {
            signal("STOP");
        }

        @Override
        public void close() {
            signal("CONT");
        }

        /// To the server and all its children.
        private static void signal(String name) {
            ProcessHandle.of(Long.parseLong(postmaster())).stream()
                    .flatMap(first -> Stream.concat(Stream.of(first), first.descendants()))
                    .forEach(one -> command("kill", "-" + name, Long.toString(one.pid())));
        }

        private static void command(String... words) {
            try {
                new ProcessBuilder(words).inheritIO().start().waitFor();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        }
    }

    /// Freezes the server.
    public static Frozen frozen() {
        return new Frozen();
    }

    /// A database with all that is in another one, which nobody may be using now.
    public static Database copyOf(Database original) {
        var name = original.sql("select current_database() as name").one(row -> row.text("name"));
        try {
            KEPT.leave(name);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
        return new Database(kept("postgres", copied(name)));
    }

    private static String copied(String original) {
        var name = "test" + COUNT.incrementAndGet();
        // The server's own way writes each block to its log as well: twice the work.
        run("create database " + name + " template " + original + " strategy file_copy");
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

    /// In memory where there is room: a run makes hundreds of databases of hundreds of files.
    private static Path folder() throws IOException {
        var memory = Path.of("/dev/shm");
        return Files.isWritable(memory) && Files.getFileStore(memory).getUsableSpace() > ROOMY
                ? memory
                : Files.createDirectories(Path.of("target"));
    }

    /// A server that nobody waits for at the end: it is killed, and its files go by themselves.
    private static EmbeddedPostgres quick() throws IOException {
        var server =
                EmbeddedPostgres.builder()
                        .setDataDirectory(DATA)
                        .setRegisterShutdownHook(false)
                        .start();
        var end = "kill -QUIT " + postmaster() + "; sleep 1; rm -rf " + DATA;
        Runtime.getRuntime().addShutdownHook(new Thread(() -> run(new String[] {"sh", "-c", end})));
        return server;
    }

    private static Path data() {
        try {
            return Files.createTempDirectory(folder(), "intertie-test");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String postmaster() {
        try {
            return Files.readAllLines(DATA.resolve("postmaster.pid")).getFirst().strip();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void run(String[] command) {
        try {
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static EmbeddedPostgres started() {
        try {
            var server = quick();
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
