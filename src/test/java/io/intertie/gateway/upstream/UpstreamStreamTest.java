package io.intertie.gateway.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// How a stream is read, how it ends, and what becomes of its connection.
class UpstreamStreamTest {
    private static final Leaks LEAKS = new Leaks();
    private static final Duration SOON = Duration.ofSeconds(5);

    private final CompletableFuture<Boolean> closed = new CompletableFuture<>();

    @BeforeAll
    static void watch() {
        LEAKS.watch();
    }

    @AfterAll
    static void nothingLeaked() {
        LEAKS.assertNone();
    }

    /// What a stream does after its head, on each connection, once or again and again.
    private interface Script {
        void go(Talk talk) throws Exception;
    }

    private static TalkingProvider streaming(Script script) {
        return new TalkingProvider((talk, number) -> {
            while (talk.request().isPresent()) {
                talk.beginStream();
                script.go(talk);
            }
        });
    }

    /// Streams once, and tells how many connections two calls took.
    private static int twice(TalkingProvider provider, String... lines) throws Exception {
        try (provider;
                var calls = new Calls()) {
            for (int i = 0; i < 2; i++) {
                var heard = calls.heard();
                calls.stream(Calls.to(provider), heard);
                heard.hears(lines);
                heard.hearsNothingFor(250);
            }
            return provider.connections();
        }
    }

    @Test
    void aMarkedEndLeavesTheConnectionForTheNext() throws Exception {
        var provider =
                streaming(talk -> {
                    talk.chunk("data: {\"n\":1}\n\n: ping\n\ndata: {\"n\":2}\n\n");
                    talk.chunk("data: [DONE]\n\n");
                    talk.endStream();
                });
        assertEquals(1, twice(provider, "event {\"n\":1}", "event {\"n\":2}", "ended true"));
    }

    @Test
    void anEndWithoutAMarkIsToldAsOne() throws Exception {
        var provider =
                streaming(talk -> {
                    talk.chunk("data: {\"n\":1}\n\ndata: {\"n\":2}");
                    talk.endStream();
                });
        assertEquals(1, twice(provider, "event {\"n\":1}", "event {\"n\":2}", "ended false"));
    }

    @Test
    void aMarkWithoutItsEmptyLineCounts() throws Exception {
        var provider =
                streaming(talk -> {
                    talk.chunk("data: [DONE]\n");
                    talk.endStream();
                });
        assertEquals(1, twice(provider, "ended true"));
    }

    @Test
    void whatFollowsTheMarkIsReadAwayAndNeverTold() throws Exception {
        var provider =
                streaming(talk -> {
                    talk.chunk("data: [DONE]\n\n" + "data: {\"n\":1}\n\n".repeat(100));
                    Talk.rest(30);
                    talk.chunk("data: [DONE]\n\nx".repeat(1000));
                    talk.endStream();
                });
        assertEquals(1, twice(provider, "ended true"));
    }

    @Test
    void whoGoesOnTooLongAfterTheMarkIsLeft() throws Exception {
        var slow =
                streaming(talk -> {
                    talk.chunk("data: [DONE]\n\n");
                    closed.complete(talk.closesWithin(SOON));
                });
        try (slow;
                var calls = new Calls()) {
            calls.stream(Calls.to(slow), calls.heard());
            assertTrue(closed.get(10, TimeUnit.SECONDS));
        }
        var loud =
                streaming(talk -> {
                    talk.chunk("data: [DONE]\n\n" + "x".repeat(70_000));
                    talk.endStream();
                });
        assertEquals(2, twice(loud, "ended true"));
    }

    @Test
    void whatFollowsTheEndOfTheAnswerCostsTheConnection() throws Exception {
        for (var garbage : List.of("HTT", "HTTP/1.1 200 OK\r\n\r\n", "data: x\n\n")) {
            var atOnce =
                    streaming(talk -> {
                        talk.chunk("data: [DONE]\n\n");
                        talk.say("0\r\n\r\n" + garbage);
                        talk.closesWithin(SOON);
                    });
            assertEquals(2, twice(atOnce, "ended true"), garbage);
            var later =
                    streaming(talk -> {
                        talk.chunk("data: [DONE]\n\n");
                        talk.endStream();
                        Talk.rest(50);
                        talk.say(garbage);
                        talk.closesWithin(SOON);
                    });
            assertEquals(2, twice(later, "ended true"), garbage);
        }
    }

    @Test
    void aStreamThatBreaksIsNoStreamThatEnds() throws Exception {
        var half =
                new TalkingProvider((talk, number) -> {
                    talk.request();
                    talk.beginStream();
                    talk.chunk("data: {\"n\":1}\n\n");
                    talk.say("ff\r\ndata: {\"n\":2}\n\ndata: {");
                    Talk.rest(50);
                    if (number == 2) {
                        talk.reset();
                    }
                });
        var lines =
                List.of(
                        "event {\"n\":1}",
                        "event {\"n\":2}",
                        "failed BROKEN: the connection broke");
        assertEquals(2, twice(half, lines.toArray(String[]::new)));
    }

    @Test
    void aStreamMayEndWithItsConnection() throws Exception {
        var provider =
                new TalkingProvider((talk, number) -> {
                    talk.request();
                    talk.say("HTTP/1.1 200 OK\r\nContent-Type: TEXT/event-stream\r\n\r\n");
                    talk.say("data: 1\n\n");
                });
        assertEquals(2, twice(provider, "event 1", "ended false"));
    }

    @Test
    void aLineOfMoreThanEightMegabytesEndsTheCall() throws Exception {
        var provider =
                streaming(talk -> {
                    talk.chunk("data: 1\n\ndata: ");
                    for (int i = 0; i < 9; i++) {
                        talk.chunk("x".repeat(1024 * 1024));
                    }
                });
        assertEquals(2, twice(provider, "event 1", "failed FAILED: an event is too long"));
    }

    @Test
    void anySplitOnTheWireGivesTheSameEvents() throws Exception {
        var stream = new StringBuilder("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n");
        stream.append("Transfer-Encoding: chunked\r\n\r\n");
        for (var chunk : List.of("data: {\"ü\":1}\r\n\r\nda", "ta: 2\n\n", "data: [DONE]\n\n")) {
            var size = chunk.getBytes(StandardCharsets.UTF_8).length;
            stream.append(Integer.toHexString(size)).append("\r\n").append(chunk).append("\r\n");
        }
        var bytes = stream.append("0\r\n\r\n").toString().getBytes(StandardCharsets.UTF_8);
        var random = new Random(7);
        try (var provider =
                        new TalkingProvider((talk, number) -> {
                            while (talk.request().isPresent()) {
                                var from = 0;
                                while (from < bytes.length) {
                                    var to = Math.min(bytes.length, from + 1 + random.nextInt(40));
                                    talk.say(Arrays.copyOfRange(bytes, from, to));
                                    from = to;
                                    Thread.sleep(0, 200_000);
                                }
                            }
                        });
                var calls = new Calls()) {
            for (int i = 0; i < 60; i++) {
                var heard = calls.heard();
                calls.stream(Calls.to(provider), heard);
                heard.hears("event {\"ü\":1}", "event 2", "ended true");
                // The end of the answer may still be on its way.
                Talk.rest(30);
            }
            assertEquals(1, provider.connections());
        }
    }

    @Test
    void aListenerThatFailsCostsItsCallAndIsLoggedWithoutWhatItHeard() throws Exception {
        var logged = new CopyOnWriteArrayList<String>();
        var log = Logger.getLogger(Exchange.class.getName());
        var handler = new Listening(logged);
        log.addHandler(handler);
        try (var provider =
                        streaming(talk -> {
                            talk.chunk("data: confidential\n\n");
                            closed.complete(talk.closesWithin(SOON));
                        });
                var calls = new Calls()) {
            var heard = new Throwing(calls);
            calls.stream(Calls.to(provider), heard);
            heard.hears("event confidential", "failed FAILED: an error of ours");
            assertTrue(closed.get(5, TimeUnit.SECONDS));
            heard.hearsNothingFor(50);
            assertEquals(2, logged.size(), logged.toString());
            assertTrue(logged.getFirst().contains("IllegalStateException"));
            assertFalse(logged.toString().contains("confidential"), logged.toString());
            var other = calls.heard();
            calls.stream(Calls.to(provider), other);
            other.hears("event confidential");
        } finally {
            log.removeHandler(handler);
        }
    }

    /// Fails at whatever it hears.
    private static final class Throwing extends Heard {
        Throwing(Calls calls) {
            super(calls.loop());
        }

        @Override
        public void event(byte[] data) {
            super.event(data);
            throw new IllegalStateException(new String(data, StandardCharsets.UTF_8));
        }

        @Override
        public void failed(io.intertie.gateway.wire.Failure failure) {
            super.failed(failure);
            throw new IllegalStateException("confidential");
        }
    }

    private static final class Listening extends Handler {
        private final List<String> logged;

        Listening(List<String> logged) {
            this.logged = logged;
        }

        @Override
        public void publish(LogRecord entry) {
            var details = Arrays.toString(entry.getParameters()) + entry.getThrown();
            logged.add(entry.getMessage() + details);
        }

        @Override
        public void flush() {
            // Nothing is kept back.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
