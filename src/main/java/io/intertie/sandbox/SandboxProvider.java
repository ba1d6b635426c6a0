package io.intertie.sandbox;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A running sandbox provider on the loopback address.
public final class SandboxProvider implements AutoCloseable {
    private static final int BACKLOG = 512;

    static {
        // Without it each small frame waits for the last one's acknowledgement, up to 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads;
    private final Visits visits;

    private SandboxProvider(HttpServer server, ExecutorService threads, Visits visits) {
        this.server = server;
        this.threads = threads;
        this.visits = visits;
    }

    /// Starts one that answers everybody.
    ///
    /// @param port 0 takes any free one
    /// @throws UncheckedIOException if the port is taken
    public static SandboxProvider start(int port) {
        return start(port, Optional.empty());
    }

    /// Starts one that answers 401 to whoever does not send `requiredKey` as a bearer token.
    ///
    /// @param port 0 takes any free one
    /// @throws UncheckedIOException if the port is taken
    public static SandboxProvider start(int port, String requiredKey) {
        return start(port, Optional.of(requiredKey));
    }

    private static SandboxProvider start(int port, Optional<String> requiredKey) {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try {
            HttpServer server = HttpServer.create(address, BACKLOG);
            ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
            Visits visits = new Visits();
            Presence presence = new Presence(server.getAddress().getPort());
            server.setExecutor(threads);
            server.createContext("/", new Routes(requiredKey, visits, presence, Clock.systemUTC()));
            server.start();
            return new SandboxProvider(server, threads, visits);
        } catch (IOException e) {
            throw new UncheckedIOException("the sandbox cannot listen on " + address, e);
        }
    }

    /// The address a client or a listing is given; it ends in `/v1`.
    public URI baseUrl() {
        InetSocketAddress address = server.getAddress();
        String host = address.getAddress().getHostAddress();
        return URI.create("http://" + host + ":" + address.getPort() + "/v1");
    }

    /// Requests whose client left before the answer was whole, since the start.
    public long cancelled() {
        return visits.cancelled();
    }

    /// The last thousand requests to `/v1`, oldest first.
    public List<Seen> seen() {
        return visits.seen();
    }

    /// Stops at once: answers under way are cut off.
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /// Runs one alone until the process ends: `[port]`, 0 when absent; the environment's
    /// `INTERTIE_SANDBOX_KEY`, when set, is the required key.
    public static void main(String[] args) throws InterruptedException {
        int port = args.length == 0 ? 0 : Integer.parseInt(args[0]);
        Optional<String> key = Optional.ofNullable(System.getenv("INTERTIE_SANDBOX_KEY"));
        try (SandboxProvider provider = start(port, key)) {
            System.out.println("Intertie Sandbox listens on " + provider.baseUrl());
            Thread.currentThread().join();
        }
    }
}
