package io.intertie.gateway.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.platform.http.HostResolver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How long a provider is waited for.
class UpstreamPatienceTest {
    private static final Leaks LEAKS = new Leaks();
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Patience SHORT =
            new Patience(Duration.ofMillis(600), Duration.ofMillis(300), Duration.ofMillis(500));

    private final CompletableFuture<Boolean> closed = new CompletableFuture<>();

    @BeforeAll
    static void watch() {
        LEAKS.watch();
    }

    @AfterAll
    static void nothingLeaked() {
        LEAKS.assertNone();
    }

    /// A provider that does this with a request, and then waits to be left.
    private TalkingProvider left(TalkingProvider.Manner manner) {
        return new TalkingProvider((talk, number) -> {
            talk.request();
            manner.with(talk, number);
            closed.complete(talk.closesWithin(SOON));
        });
    }

    private static long millisUntil(Heard heard, String line) throws InterruptedException {
        var start = System.nanoTime();
        heard.hears(line);
        return (System.nanoTime() - start) / 1_000_000;
    }

    private static void isAbout(long expected, long millis) {
        assertTrue(millis > expected - 100 && millis < expected + 900, millis + " ms");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Tag("lesson-25")
    void whoDoesNotAnswerIsLeftInTime(boolean streamed) throws Exception {
        try (var provider = left((talk, number) -> {});
                var calls = new Calls(Calls.LOOPBACK, SHORT)) {
            var heard = calls.heard();
            calls.call(Calls.to(provider), "{}", streamed, heard);
            isAbout(
                    streamed ? 300 : 500,
                    millisUntil(heard, "failed TIMED_OUT: no answer in time"));
            assertTrue(closed.get(5, TimeUnit.SECONDS));
            heard.hearsNothingFor(50);
        }
    }

    @Test
    void aKeptConnectionKeepsTheSameTime() throws Exception {
        try (var provider =
                        new TalkingProvider((talk, number) -> {
                            talk.request();
                            talk.answer(200, "{}");
                            talk.request();
                            talk.closesWithin(SOON);
                        });
                var calls = new Calls(Calls.LOOPBACK, SHORT)) {
            calls.whole(Calls.to(provider));
            Talk.rest(150);
            var heard = calls.heard();
            calls.stream(Calls.to(provider), heard);
            isAbout(300, millisUntil(heard, "failed TIMED_OUT: no answer in time"));
            assertEquals(1, provider.connections());
        }
    }

    @Test
    @Tag("lesson-25")
    void whoFallsSilentIsLeftButAnyByteIsASign() throws Exception {
        try (var provider =
                        left((talk, number) -> {
                            talk.beginStream();
                            for (int i = 0; i < 8; i++) {
                                Talk.rest(100);
                                talk.chunk(":\n");
                            }
                            talk.chunk("data: 1\n\n");
                        });
                var calls = new Calls(Calls.LOOPBACK, SHORT)) {
            var heard = calls.heard();
            calls.stream(Calls.to(provider), heard);
            heard.hears("event 1");
            isAbout(300, millisUntil(heard, "failed TIMED_OUT: the provider fell silent"));
            assertTrue(closed.get(5, TimeUnit.SECONDS));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400})
    void aBodyHasItsWholeTimeHoweverItDrips(int status) throws Exception {
        try (var provider =
                        left((talk, number) -> {
                            talk.say("HTTP/1.1 " + status + " X\r\nContent-Length: 99\r\n\r\n");
                            for (int i = 0; i < 20; i++) {
                                Talk.rest(50);
                                talk.say(" ");
                            }
                        });
                var calls = new Calls(Calls.LOOPBACK, SHORT)) {
            var heard = calls.heard();
            calls.call(Calls.to(provider), "{}", false, heard);
            isAbout(500, millisUntil(heard, "failed TIMED_OUT: the provider fell silent"));
            calls.stream(Calls.to(provider), heard);
            if (status == 200) {
                heard.hears("failed FAILED: the answer is no stream");
            } else {
                isAbout(300, millisUntil(heard, "failed TIMED_OUT: the provider fell silent"));
            }
        }
    }

    /// A door that nobody opens: its queue is full, so that a knock stays unanswered.
    private static final class ShutDoor implements AutoCloseable {
        private final ServerSocket door;
        private final List<Socket> waiting = new ArrayList<>();

        ShutDoor(InetAddress address, int port) throws Exception {
            door = new ServerSocket(port, 1, address);
            for (int i = 0; i < 8; i++) {
                var socket = new Socket();
                waiting.add(socket);
                try {
                    socket.connect(door.getLocalSocketAddress(), 100);
                } catch (java.net.SocketTimeoutException full) {
                    return;
                }
            }
            throw new AssertionError("the door's queue has no end");
        }

        @Override
        public void close() throws IOException {
            for (var socket : waiting) {
                socket.close();
            }
            door.close();
        }
    }

    @Test
    void aDoorThatStaysShutIsKnockedAtNoLongerThanTheTimeToConnect() throws Exception {
        try (var door = new ShutDoor(Calls.loopback(1), 0);
                var calls = new Calls(Calls.LOOPBACK, SHORT)) {
            var heard = calls.heard();
            var to = Calls.to("http://llm.example:" + door.door.getLocalPort() + "/v1");
            calls.stream(to, heard);
            isAbout(600, millisUntil(heard, "failed UNREACHABLE: no connection"));
            calls.run(calls.stream(to, heard)::cancel);
            heard.hearsNothingFor(1_000);
        }
    }

    @Test
    void aDoorThatStaysShutLeavesTimeForTheNextAddress() throws Exception {
        HostResolver both = host -> List.of(Calls.loopback(77), Calls.loopback(1));
        try (var provider = TalkingProvider.answering(200, "{}");
                var door = new ShutDoor(Calls.loopback(77), provider.port());
                var calls = new Calls(both, SHORT)) {
            assertTrue(door.door.isBound());
            assertEquals("body {}", calls.whole(Calls.to(provider)));
        }
    }

    @Test
    void aNameThatIsNotFoundInTimeIsGivenUpAndACancelledOneIsNeverCalled() throws Exception {
        var found = new CountDownLatch(1);
        HostResolver slow =
                host -> {
                    try {
                        found.await();
                    } catch (InterruptedException stopped) {
                        Thread.currentThread().interrupt();
                    }
                    return List.of(InetAddress.getLoopbackAddress());
                };
        try (var provider = TalkingProvider.answering(200, "{}");
                var calls = new Calls(slow, SHORT)) {
            var heard = calls.heard();
            calls.stream(Calls.to(provider), heard);
            isAbout(600, millisUntil(heard, "failed UNREACHABLE: no connection"));
            var silent = calls.heard();
            calls.run(calls.stream(Calls.to(provider), silent)::cancel);
            found.countDown();
            silent.hearsNothingFor(300);
            heard.hearsNothingFor(1);
            assertEquals(0, provider.connections());
            assertEquals("body {}", calls.whole(Calls.to(provider)));
        }
    }
}
