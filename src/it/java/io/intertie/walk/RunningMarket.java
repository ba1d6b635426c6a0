package io.intertie.walk;

import io.intertie.embedded.Market;
import io.intertie.embedded.MarketOptions;
import io.intertie.embedded.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// One market for all tests of a run: started with the first that asks, stopped with the JVM.
public final class RunningMarket {
    private static final Path DATA = Path.of("target/it-market");
    private static final Pattern OWNER_PASSWORD =
            Pattern.compile("INTERTIE_DB_OWNER_PASSWORD='([^']+)'");
    private static final Ports PORTS = freePorts();
    private static final Market MARKET = started();

    private RunningMarket() {}

    public static URI url() {
        return URI.create(MARKET.url());
    }

    /// A value of the market's `intertie.env`.
    public static String env(String name) {
        return Objects.requireNonNull(MARKET.environment().get(name), name);
    }

    /// A client with one of the market's keys, by its name in `intertie.env`.
    public static MarketClient client(String keyName) {
        return new MarketClient(url(), env(keyName));
    }

    /// The market's database, as the role that owns it.
    public static Connection database() throws IOException, SQLException {
        var secrets = Files.readString(DATA.resolve("secrets"));
        var password = OWNER_PASSWORD.matcher(secrets);
        if (!password.find()) {
            throw new AssertionError("no password of the database's owner");
        }
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + PORTS.database() + "/intertie",
                "intertie_owner",
                password.group(1));
    }

    /// Sends a signal, such as `-9` or `-STOP`, to all processes of `payara`, `keycloak` or
    /// `postgres`.
    public static void signal(String signal, String part) throws IOException, InterruptedException {
        var folder = DATA.toAbsolutePath().normalize().toString();
        var pids =
                ProcessHandle.allProcesses()
                        .filter(process -> isOf(process, part, folder))
                        .flatMap(process -> Stream.concat(Stream.of(process), process.children()))
                        .map(process -> Long.toString(process.pid()))
                        .distinct()
                        .toList();
        if (pids.isEmpty()) {
            throw new AssertionError(part + " is not running in " + folder);
        }
        for (String pid : pids) {
            new ProcessBuilder("kill", signal, pid).start().waitFor();
        }
    }

    private static boolean isOf(ProcessHandle process, String part, String folder) {
        var line = process.info().commandLine().orElse("");
        return part.equals("postgres")
                ? line.contains("bin/postgres") && line.contains(folder)
                : line.contains("-Dintertie.market=" + folder)
                        && line.contains("-Dintertie.part=" + part);
    }

    public static URI gateway() {
        return URI.create(env("INTERTIE_GATEWAY_URL"));
    }

    /// Where the demonstration's listings are served.
    static String sandboxUrl() {
        return "http://127.0.0.1:" + PORTS.sandbox() + "/v1";
    }

    static Path data() {
        return DATA;
    }

    private static Market started() {
        try {
            if (Files.exists(DATA)) {
                try (var old = Files.walk(DATA)) {
                    old.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
                }
            }
            var market = Market.start(MarketOptions.embedded(Path.of("."), DATA, PORTS));
            Runtime.getRuntime().addShutdownHook(new Thread(market::close));
            return market;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Ports freePorts() {
        try {
            return new Ports(free(), free(), free(), free(), free(), free());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static int free() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
