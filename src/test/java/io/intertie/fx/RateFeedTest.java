package io.intertie.fx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.intertie.platform.files.RemoteFile;
import io.intertie.platform.http.OutboundAddresses;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.Wording;
import io.intertie.platform.persistence.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The feed against a real HTTP server.
class RateFeedTest {
    private static final LocalDate WED = LocalDate.of(2026, 11, 25);

    private final MovingClock clock = new MovingClock("2026-11-25T17:00:00Z");
    private final TestQuotes.Room room = TestQuotes.without(TestDatabase.fresh(), clock);
    private final AtomicInteger asked = new AtomicInteger();
    private final HttpServer server = server();
    private Handler answers = exchange -> answer(exchange, 200, today());

    private interface Handler {
        void handle(HttpExchange exchange) throws IOException;
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @Test
    void theFileIsFetchedOnceADayAfterItIsDue() {
        var feed = feed(true, Duration.ofSeconds(5));
        feed.look();
        assertEquals(Optional.of(WED), room.rates().newestDay("ECB"));
        assertEquals(Optional.of(clock.instant()), feed.state().succeededAt());
        assertTrue(TestQuotes.trail(room).getLast().startsWith("job:ecb-rates fx-file.taken"));
        feed.look();
        clock.set("2026-11-26T15:29:00Z");
        feed.look();
        assertEquals(1, asked.get());
        clock.set("2026-11-26T15:30:00Z");
        feed.look();
        assertEquals(2, asked.get());
    }

    @Test
    void whatIsDueIsTheLastTargetDay() {
        var monday = Instant.parse("2026-04-06T18:00:00Z");
        assertEquals(LocalDate.of(2026, 4, 2), RateFeed.lastPublished(monday));
    }

    @Test
    void anAddressThatIsNotPublicIsNotCalled() {
        var feed = feed(false, Duration.ofSeconds(5));
        feed.look();
        assertEquals(0, asked.get());
        assertTrue(fault(feed).contains("not public"), fault(feed));
    }

    @Test
    void aRedirectIsNotFollowed() {
        answers =
                exchange -> {
                    exchange.getResponseHeaders().add("Location", "http://169.254.169.254/");
                    answer(exchange, 302, new byte[0]);
                };
        var feed = feed(true, Duration.ofSeconds(5));
        feed.look();
        assertTrue(fault(feed).contains("status 302"), fault(feed));
    }

    @Test
    void whoeverDripsIsCutOffAtTheDeadline() {
        answers =
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    try (var out = exchange.getResponseBody()) {
                        for (int i = 0; i < 100; i++) {
                            out.write('<');
                            out.flush();
                            Thread.sleep(100);
                        }
                    } catch (InterruptedException stopped) {
                        Thread.currentThread().interrupt();
                    }
                };
        var began = System.nanoTime();
        var feed = feed(true, Duration.ofMillis(600));
        feed.look();
        assertTrue(System.nanoTime() - began < Duration.ofSeconds(5).toNanos());
        assertTrue(fault(feed).contains("no answer within 0 s"), fault(feed));
    }

    @Test
    void aFileThatIsTooLargeIsRefusedAndNothingIsStored() {
        answers = exchange -> answer(exchange, 200, new byte[EcbFile.LARGEST + 10]);
        var feed = feed(true, Duration.ofSeconds(20));
        feed.look();
        assertTrue(fault(feed).contains("larger than 16 MB"), fault(feed));
        assertEquals(Optional.empty(), room.rates().newestDay("ECB"));
    }

    @Test
    void afterThreeFailuresItRestsLongerEachTimeAndRecovers() {
        answers = exchange -> answer(exchange, 500, new byte[0]);
        var feed = feed(true, Duration.ofSeconds(5));
        for (int i = 0; i < 3; i++) {
            feed.look();
        }
        assertEquals(Optional.of(clock.instant().plus(Duration.ofMinutes(20))), rests(feed));
        feed.look();
        assertEquals(3, asked.get());
        clock.pass(Duration.ofMinutes(20));
        feed.look();
        assertEquals(4, asked.get());
        assertEquals(Optional.of(clock.instant().plus(Duration.ofMinutes(40))), rests(feed));
        for (int i = 0; i < 6; i++) {
            clock.pass(Duration.ofHours(4));
            feed.look();
        }
        assertEquals(Optional.of(clock.instant().plus(Duration.ofHours(4))), rests(feed));
        answers = exchange -> answer(exchange, 200, today());
        clock.pass(Duration.ofHours(4));
        feed.look();
        assertEquals(0, feed.state().failures());
        assertEquals(Optional.empty(), feed.state().fault());
    }

    @Test
    void withoutAnAddressNothingIsFetched() {
        var feed =
                new RateFeed(
                        Optional.empty(),
                        url -> {
                            throw new AssertionError("asked " + url);
                        },
                        room.book(),
                        room.rates(),
                        clock);
        feed.look();
        assertTrue(!feed.state().isOn());
    }

    @Test
    void aServerThatIsAwayIsAFault() {
        var nowhere = URI.create("http://127.0.0.1:1/");
        var feed = new RemoteFile(OutboundAddresses.of(true), Duration.ofSeconds(5), 1);
        assertThrows(Problem.class, () -> feed.fetch(nowhere));
    }

    private static Optional<Instant> rests(RateFeed feed) {
        return feed.state().restsUntil();
    }

    private static String fault(RateFeed feed) {
        return feed.state().fault().map(Wording::english).orElse("none");
    }

    private RateFeed feed(boolean isLoopbackAllowed, Duration deadline) {
        var url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/daily.xml");
        return new RateFeed(
                Optional.of(url),
                new RemoteFile(OutboundAddresses.of(isLoopbackAllowed), deadline, EcbFile.LARGEST)
                        ::fetch,
                room.book(),
                room.rates(),
                clock);
    }

    private byte[] today() {
        return TestQuotes.file(Map.of(WED, Map.of("USD", "1.1345")));
    }

    private HttpServer server() {
        try {
            var started =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            started.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            started.createContext(
                    "/",
                    exchange -> {
                        asked.incrementAndGet();
                        answers.handle(exchange);
                    });
            started.start();
            return started;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }
}
