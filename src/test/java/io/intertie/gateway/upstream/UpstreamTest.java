package io.intertie.gateway.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.intertie.gateway.wire.Endpoint;
import io.intertie.gateway.wire.Failure;
import io.intertie.gateway.wire.Json;
import io.intertie.platform.config.Secret;
import io.intertie.platform.http.HostResolver;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UpstreamTest {
    private static final Patience PATIENCE =
            new Patience(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(30));

    private final HttpServer server =
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final List<String> seen = new CopyOnWriteArrayList<>();

    UpstreamTest() throws Exception {}

    @BeforeEach
    void listen() {
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Destination destination(String host) {
        var base = "http://" + host + ":" + server.getAddress().getPort() + "/v1";
        return new Destination(
                URI.create(base), Endpoint.CHAT_COMPLETIONS, Optional.of(new Secret("theirs")));
    }

    private static Upstream open() {
        return new Upstream(host -> List.of(InetAddress.getLoopbackAddress()), PATIENCE);
    }

    @Test
    void anAddressThatIsRefusedIsNeverConnectedTo() throws Exception {
        server.createContext("/", exchange -> seen.add(exchange.getRequestURI().getPath()));
        HostResolver refusing =
                host -> {
                    throw new UnknownHostException("not public: " + host);
                };
        try (var upstream = new Upstream(refusing, PATIENCE);
                var attempt = upstream.attempt(destination("127.0.0.1"), Json.object(), false)) {
            assertEquals(Failure.Kind.UNREACHABLE, attempt.open().orElseThrow().kind());
            assertEquals(List.of(), seen);
        }
    }

    @Test
    void aNameLeadsToTheCheckedAddressAndNowhereElse() throws Exception {
        server.createContext(
                "/",
                exchange -> {
                    seen.add(exchange.getRequestHeaders().getFirst("Host"));
                    seen.add(exchange.getRequestHeaders().getFirst("Authorization"));
                    exchange.sendResponseHeaders(500, -1);
                    exchange.close();
                });
        try (var upstream = open();
                var attempt = upstream.attempt(destination("llm.example"), Json.object(), false)) {
            assertEquals(Failure.Kind.FAILED, attempt.open().orElseThrow().kind());
            assertEquals("llm.example:" + server.getAddress().getPort(), seen.getFirst());
            assertEquals("Bearer theirs", seen.getLast());
        }
    }

    @Test
    void aRedirectIsNotFollowed() throws Exception {
        server.createContext(
                "/",
                exchange -> {
                    seen.add(exchange.getRequestURI().getPath());
                    exchange.getResponseHeaders().set("Location", "/elsewhere");
                    exchange.sendResponseHeaders(307, -1);
                    exchange.close();
                });
        try (var upstream = open();
                var attempt = upstream.attempt(destination("127.0.0.1"), Json.object(), false)) {
            assertEquals(Failure.Kind.FAILED, attempt.open().orElseThrow().kind());
            assertEquals(List.of("/v1/chat/completions"), seen);
        }
    }

    @Test
    void aCancelledCallEndsAtOnce() throws Exception {
        server.createContext("/", exchange -> rest(20_000));
        try (var upstream = open();
                var attempt = upstream.attempt(destination("127.0.0.1"), Json.object(), true)) {
            Thread.ofVirtual()
                    .start(() -> {
                        rest(300);
                        attempt.cancel();
                    });
            var started = System.nanoTime();
            assertTrue(attempt.open().isPresent());
            assertFalse(System.nanoTime() - started > 5_000_000_000L);
        }
    }

    /// Cancelled while it is still being sent, whatever the client library makes of that.
    @Test
    void aCallThatIsCancelledAsItBeginsIsNoFaultOfOurs() throws Exception {
        server.createContext("/", exchange -> rest(20_000));
        try (var upstream = open()) {
            for (int micros = 0; micros < 6_000; micros += 20) {
                var wait = micros * 1_000L;
                try (var attempt =
                        upstream.attempt(destination("127.0.0.1"), Json.object(), true)) {
                    var canceller =
                            Thread.ofPlatform()
                                    .start(() -> {
                                        LockSupport.parkNanos(wait);
                                        attempt.cancel();
                                    });
                    assertTrue(attempt.open().isPresent());
                    canceller.join();
                }
            }
        }
    }

    private static void rest(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
