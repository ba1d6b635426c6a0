package io.intertie.platform.persistence;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/// A real PostgreSQL whose commits reach the disk, to be killed and started again, and measured.
public final class DurableServer implements AutoCloseable {
    private final Path folder;
    private EmbeddedPostgres server;

    private DurableServer(Path folder) throws IOException {
        this.folder = folder;
        this.server = started(folder);
    }

    /// A new server with all migrations applied, in a folder that is empty.
    public static DurableServer in(Path folder) throws IOException {
        var durable = new DurableServer(folder.resolve("postgres"));
        var source = durable.server.getPostgresDatabase();
        new Database(source).sql("create role worker login").update();
        Flyway.configure(DurableServer.class.getClassLoader())
                .dataSource(source)
                .locations("classpath:db")
                .placeholders(Map.of("worker", "worker"))
                .load()
                .migrate();
        return durable;
    }

    private static EmbeddedPostgres started(Path folder) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(folder)
                .setCleanDataDirectory(false)
                // The server's own default is faster, and forgets.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setPGStartupWait(Duration.ofMinutes(2))
                .start();
    }

    /// A node on it: each of its threads keeps one connection.
    public Database node() {
        return new Database(kept());
    }

    /// A node on it whose threads share so many connections, as in a server's pool.
    public Database node(int connections) {
        return new Database(Pool.of(url(), connections));
    }

    /// Where it is, for a process of its own.
    public String url() {
        return server.getJdbcUrl("postgres", "postgres");
    }

    private DataSource kept() {
        var url = url();
        // One for each node: a test drives several.
        @SuppressWarnings("ThreadLocalUsage")
        var mine = new ThreadLocal<@Nullable Connection>();
        return (DataSource)
                Proxy.newProxyInstance(
                        DurableServer.class.getClassLoader(),
                        new Class<?>[] {DataSource.class},
                        (proxy, method, arguments) -> {
                            var connection = mine.get();
                            if (connection == null || connection.isClosed()) {
                                connection = DriverManager.getConnection(url);
                                mine.set(connection);
                            }
                            var kept = connection;
                            return Lent.of(kept, () -> kept.setAutoCommit(true));
                        });
    }

    /// The server and all its children.
    public Stream<ProcessHandle> processes() throws IOException {
        var pid = Files.readAllLines(folder.resolve("postmaster.pid")).getFirst().strip();
        return ProcessHandle.of(Long.parseLong(pid)).stream()
                .flatMap(first -> Stream.concat(Stream.of(first), first.descendants()));
    }

    /// kill -9.
    public void kill() throws IOException {
        var all = processes().toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(one -> one.onExit().join());
    }

    /// Starts it again on what is on the disk.
    public void restart() throws IOException {
        server.close();
        server = started(folder);
    }

    /// What the server says of itself: its version, whether commits reach the disk.
    public String setting(String name) {
        return node().sql("select current_setting('" + name + "') as value")
                .one(row -> row.text("value"));
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
