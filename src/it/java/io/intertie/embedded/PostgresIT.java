package io.intertie.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class PostgresIT {
    private static final Path PROJECT = Path.of("");

    @TempDir private Path root;

    @Test
    void whatWasCommittedSurvivesAKillOfServerAndLauncher() throws Exception {
        var options = options();
        var folder = VarFolder.at(root);
        var secrets = Secrets.in(folder, options);
        var killed = new Postgres(options, folder, secrets, Terminal.silent());
        killed.start();
        try (var connection = owning(options, secrets)) {
            run(connection, "CREATE TABLE kept (n int)");
            run(connection, "INSERT INTO kept VALUES (42)");
        }
        var server = folder.pid("postgres").flatMap(ProcessHandle::of).orElseThrow();
        server.destroyForcibly();
        server.onExit().get();
        killed.close();

        try (var next = new Postgres(options, folder, secrets, Terminal.silent())) {
            next.start();
            try (var connection = owning(options, secrets)) {
                assertEquals("42", one(connection, "SELECT n FROM kept"));
            }
        }
    }

    @Test
    void everyCommitReachesTheDiskAndThePortalsRoleIsNoSuperuser() throws Exception {
        var options = options();
        var folder = VarFolder.at(root);
        var secrets = Secrets.in(folder, options);
        try (var postgres = new Postgres(options, folder, secrets, Terminal.silent())) {
            postgres.start();
            try (var connection = connect(options, secrets)) {
                assertEquals("on", one(connection, "SHOW fsync"));
                assertEquals("on", one(connection, "SHOW synchronous_commit"));
                assertEquals("100", one(connection, "SHOW max_connections"));
                assertEquals("127.0.0.1", one(connection, "SHOW listen_addresses"));
                assertEquals("off", one(connection, "SHOW is_superuser"));
                assertThrows(
                        SQLException.class, () -> run(connection, "CREATE TABLE forbidden ()"));
                assertEquals(
                        "intertie_owner",
                        one(
                                connection,
                                "SELECT pg_get_userbyid(datdba) FROM pg_database"
                                        + " WHERE datname = current_database()"));
            }
            String url = Postgres.access(options, secrets).url();
            assertThrows(
                    SQLException.class,
                    () -> DriverManager.getConnection(url, "postgres", "postgres").close());
        }
    }

    @Test
    void aKilledServerIsStartedAgainWhileTheMarketRuns() throws Exception {
        var options = options();
        var folder = VarFolder.at(root);
        var secrets = Secrets.in(folder, options);
        try (var postgres = new Postgres(options, folder, secrets, Terminal.silent())) {
            postgres.start();
            var server = folder.pid("postgres").flatMap(ProcessHandle::of).orElseThrow();
            server.destroyForcibly();
            server.onExit().get();
            while (!postgres.isUp()) {
                Thread.sleep(Duration.ofMillis(100));
            }
        }
    }

    private MarketOptions options() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var ports = new Ports(1, 2, 3, socket.getLocalPort(), 5, 0);
            return MarketOptions.embedded(PROJECT, root, ports);
        }
    }

    private static Connection connect(MarketOptions options, Secrets secrets) throws SQLException {
        var access = Postgres.access(options, secrets);
        return DriverManager.getConnection(access.url(), access.user(), access.password());
    }

    private static Connection owning(MarketOptions options, Secrets secrets) throws SQLException {
        var access = Postgres.access(options, secrets);
        var owner = access.owner().orElseThrow();
        return DriverManager.getConnection(access.url(), owner.user(), owner.password());
    }

    private static String one(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void run(Connection connection, String command) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(command);
        }
    }
}
