package io.intertie.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The embedded PostgreSQL: money data, so every commit reaches the disk before it is answered.
///
/// The role `intertie_owner` owns the database `intertie` and migrates it; the portal works as the
/// role `intertie`, which owns nothing and can change no journal. Neither is a superuser. Nobody
/// enters without a password, and nobody from another machine.
final class Postgres implements Part {
    private static final String ROLE = "intertie";
    private static final String OWNER = "intertie_owner";

    private final MarketOptions options;
    private final VarFolder folder;
    private final Secrets secrets;
    private final DatabaseAccess access;
    private final PostgresBinaries binaries;
    private final Child child;

    Postgres(MarketOptions options, VarFolder folder, Secrets secrets, Terminal terminal) {
        this.options = options;
        this.folder = folder;
        this.secrets = secrets;
        this.access = access(options, secrets);
        this.binaries = PostgresBinaries.in(options.dist());
        var check = HealthCheck.jdbc(serverUrl(), "postgres", secrets.of("POSTGRES_PASSWORD"));
        this.child = new Child(spec(), folder, check, terminal);
    }

    /// How the portal enters the embedded database.
    static DatabaseAccess access(MarketOptions options, Secrets secrets) {
        String url =
                "jdbc:postgresql://127.0.0.1:%d/intertie".formatted(options.ports().database());
        var owner = new DatabaseAccess.Owner(OWNER, secrets.of("INTERTIE_DB_OWNER_PASSWORD"));
        return new DatabaseAccess(
                url, ROLE, secrets.of("INTERTIE_DB_PASSWORD"), Optional.of(owner));
    }

    @Override
    public String title() {
        return "PostgreSQL";
    }

    @Override
    public String address() {
        return "127.0.0.1:" + options.ports().database();
    }

    @Override
    public void start() {
        binaries.unpack();
        if (!Files.exists(folder.postgres())) {
            createCluster();
        }
        child.start();
        createDatabase();
    }

    @Override
    public boolean isUp() {
        return HealthCheck.jdbc(access.url(), access.user(), access.password()).passes();
    }

    @Override
    public void close() {
        child.close();
    }

    private ChildSpec spec() {
        var command =
                asOrdinaryUser(
                        binaries.program("postgres"),
                        "-D",
                        folder.postgres().toString(),
                        "-p",
                        Integer.toString(options.ports().database()));
        Map.of(
                        "listen_addresses", "127.0.0.1",
                        "unix_socket_directories", "",
                        "fsync", "on",
                        "synchronous_commit", "on",
                        "max_connections", "100",
                        "shared_buffers", "64MB",
                        "timezone", "UTC",
                        "log_timezone", "UTC")
                .forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        // After a kill the old server's backends may hold its memory for a moment: hence attempts.
        return new ChildSpec(
                "postgres",
                title(),
                command,
                Map.of(),
                "INT",
                10,
                Duration.ofMinutes(2),
                Signals.GRACE,
                Optional.empty());
    }

    /// Built aside and moved into place, so that a half-made cluster is never taken for a whole
    /// one.
    private void createCluster() {
        Path fresh = folder.postgres().resolveSibling("postgres.new");
        Path password = folder.run("initdb-password");
        VarFolder.delete(fresh);
        EnvFile.writePrivate(password, secrets.of("POSTGRES_PASSWORD") + "\n");
        try {
            run(
                    asOrdinaryUser(
                            binaries.program("initdb"),
                            "--pgdata=" + fresh,
                            "--username=postgres",
                            "--auth=scram-sha-256",
                            "--pwfile=" + password,
                            "--encoding=UTF8",
                            "--locale=C",
                            "--locale-provider=builtin",
                            "--builtin-locale=C.UTF-8",
                            "--no-instructions"));
            Files.move(fresh, folder.postgres(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new MarketProblem("PostgreSQL's data folder cannot be made.", e);
        } finally {
            VarFolder.delete(password);
        }
    }

    private void createDatabase() {
        String password = secrets.of("POSTGRES_PASSWORD");
        try (var connection = DriverManager.getConnection(serverUrl(), "postgres", password)) {
            createRole(connection, ROLE, access.password());
            createRole(connection, OWNER, secrets.of("INTERTIE_DB_OWNER_PASSWORD"));
            if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = 'intertie'")) {
                run(connection, "CREATE DATABASE intertie OWNER " + OWNER);
            }
            run(connection, "REVOKE ALL ON DATABASE intertie FROM PUBLIC");
            run(connection, "GRANT CONNECT ON DATABASE intertie TO " + ROLE);
        } catch (SQLException e) {
            throw new MarketProblem("The database intertie cannot be made.", e);
        }
    }

    private static void createRole(Connection connection, String role, String password)
            throws SQLException {
        if (!exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = '" + role + "'")) {
            String secret = password.replace("'", "''");
            run(connection, "CREATE ROLE " + role + " LOGIN PASSWORD '" + secret + "'");
        }
    }

    private String serverUrl() {
        return "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(options.ports().database());
    }

    private static boolean exists(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    private static void run(Connection connection, String command) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    private void run(List<String> command) throws IOException {
        Path log = folder.log("initdb");
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(log.toFile());
        Child.surround(builder.environment(), Map.of());
        try {
            int code = builder.start().waitFor();
            if (code != 0) {
                throw new MarketProblem(
                        "%s ended (%d). From %s:\n%s"
                                .formatted(command, code, log, new LogTail(log).lastWords()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MarketProblem("Interrupted while making the database cluster.", e);
        }
    }

    /// PostgreSQL refuses to run as root; a user namespace of its own gives it another user.
    private static List<String> asOrdinaryUser(String... command) {
        var whole = new ArrayList<String>();
        if (isRoot()) {
            whole.addAll(List.of("unshare", "--user"));
        }
        whole.addAll(Arrays.asList(command));
        return whole;
    }

    private static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException e) {
            return false;
        }
    }
}
