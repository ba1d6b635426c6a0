package io.intertie.gateway.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Which connection a call goes by, and what becomes of it.
class UpstreamConnectionsTest {
    private static final Leaks LEAKS = new Leaks();
    private static final Duration SOON = Duration.ofSeconds(5);

    /// The number of the connection of each request.
    private final List<Integer> used = new CopyOnWriteArrayList<>();

    private final CompletableFuture<Boolean> closed = new CompletableFuture<>();

    @BeforeAll
    static void watch() {
        LEAKS.watch();
    }

    @AfterAll
    static void nothingLeaked() {
        LEAKS.assertNone();
    }

    private TalkingProvider answering() {
        return new TalkingProvider((talk, number) -> {
            while (talk.request().isPresent()) {
                used.add(number);
                talk.answer(200, "{}");
            }
            closed.complete(true);
        });
    }

    private boolean isClosed() throws Exception {
        return closed.get(5, TimeUnit.SECONDS);
    }

    @Test
    void theConnectionThatWasUsedLastIsUsedNext() throws Exception {
        var asked = new CountDownLatch(1);
        var second = new CountDownLatch(1);
        try (var provider =
                        new TalkingProvider((talk, number) -> {
                            while (talk.request().isPresent()) {
                                asked.countDown();
                                if (number == 1) {
                                    second.await();
                                }
                                talk.answer(200, "{\"n\":" + number + "}");
                            }
                        });
                var calls = new Calls()) {
            var one = calls.heard();
            var two = calls.heard();
            calls.call(Calls.to(provider), "{}", false, one);
            asked.await();
            calls.call(Calls.to(provider), "{}", false, two);
            two.hears("body {\"n\":2}");
            second.countDown();
            one.hears("body {\"n\":1}");
            for (int i = 0; i < 3; i++) {
                assertEquals("body {\"n\":1}", calls.whole(Calls.to(provider)));
            }
        }
    }

    @Test
    void aConnectionThatRestsTooLongIsClosed() throws Exception {
        try (var provider = answering();
                var calls = new Calls(new Bounds(8, Duration.ofMillis(300), SOON))) {
            calls.whole(Calls.to(provider));
            Talk.rest(150);
            calls.whole(Calls.to(provider));
            assertEquals(List.of(1, 1), used);
            assertTrue(isClosed());
            calls.whole(Calls.to(provider));
            assertEquals(List.of(1, 1, 2), used);
        }
    }

    @Test
    void anOldConnectionIsNotKept() throws Exception {
        try (var provider = answering();
                var calls = new Calls(new Bounds(8, SOON, Duration.ZERO))) {
            calls.whole(Calls.to(provider));
            calls.whole(Calls.to(provider));
            assertEquals(List.of(1, 2), used);
        }
    }

    @Test
    void whoComesWhenAllConnectionsAreTakenIsToldAtOnce() throws Exception {
        try (var provider =
                        new TalkingProvider((talk, number) -> {
                            talk.request();
                            talk.beginStream();
                            talk.closesWithin(SOON);
                        });
                var calls = new Calls(new Bounds(2, SOON, SOON))) {
            var held = calls.stream(Calls.to(provider), calls.heard());
            calls.stream(Calls.to(provider), calls.heard());
            for (int i = 0; i < 3; i++) {
                assertEquals("failed BUSY: too many connections", calls.whole(Calls.to(provider)));
            }
            calls.run(held::cancel);
            Talk.rest(100);
            var heard = calls.heard();
            calls.stream(Calls.to(provider), heard);
            heard.hearsNothingFor(100);
            assertEquals(3, provider.connections());
        }
    }

    @Test
    void aConnectionThatDidNotComeAboutGivesItsPlaceBack() throws Exception {
        try (var taken = new Socket();
                var calls = new Calls(new Bounds(1, SOON, SOON))) {
            // A port that is taken, and where nobody listens.
            taken.bind(new InetSocketAddress(Calls.loopback(1), 0));
            var to = Calls.to("http://llm.example:" + taken.getLocalPort() + "/v1");
            for (int i = 0; i < 3; i++) {
                assertEquals("failed UNREACHABLE: no connection", calls.whole(to));
            }
        }
    }

    /// Answers the first request on each connection, and closes at the second, after some words.
    private TalkingProvider closingAtTheSecond(String words) {
        return new TalkingProvider((talk, number) -> {
            talk.request();
            used.add(number);
            talk.answer(200, "{}");
            if (talk.request().isPresent()) {
                used.add(number);
                talk.say(words);
                if (number > 2) {
                    talk.reset();
                }
            }
        });
    }

    @Test
    void aKeptConnectionThatWasJustClosedIsReplacedOnce() throws Exception {
        try (var provider = closingAtTheSecond("");
                var calls = new Calls()) {
            for (int i = 0; i < 6; i++) {
                assertEquals("body {}", calls.whole(Calls.to(provider)));
            }
            assertEquals(List.of(1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6), used);
        }
    }

    @Test
    void afterTheFirstByteNothingIsSentAgain() throws Exception {
        try (var provider = closingAtTheSecond("H");
                var calls = new Calls()) {
            assertEquals("body {}", calls.whole(Calls.to(provider)));
            assertEquals("failed BROKEN: the connection broke", calls.whole(Calls.to(provider)));
            assertEquals(List.of(1, 1), used);
        }
    }

    @Test
    void aCallIsSentAgainOnlyOnce() throws Exception {
        try (var provider =
                        new TalkingProvider((talk, number) -> {
                            talk.request();
                            used.add(number);
                            if (number == 1) {
                                talk.answer(200, "{}");
                                talk.request();
                            }
                        });
                var calls = new Calls()) {
            assertEquals("body {}", calls.whole(Calls.to(provider)));
            assertEquals("failed BROKEN: the connection broke", calls.whole(Calls.to(provider)));
            assertEquals(List.of(1, 2), used);
        }
    }

    @Test
    void aRequestThatWasAnsweredBeforeItWasReadLeavesNoConnectionBehind() throws Exception {
        try (var provider =
                        new TalkingProvider((talk, number) -> {
                            talk.awaitFirstByte();
                            talk.answer(413, "{\"error\":{\"message\":\"too large\"}}");
                            Talk.rest(300);
                            closed.complete(talk.closesWithin(SOON));
                        });
                var calls = new Calls()) {
            var heard = calls.heard();
            calls.call(Calls.to(provider), "x".repeat(40_000_000), false, heard);
            heard.hears("failed REJECTED: too large");
            assertTrue(isClosed());
        }
    }

    @Test
    void aThousandCallsNeedFewConnectionsAndEachHearsItsOwn() throws Exception {
        try (var provider =
                        new TalkingProvider((talk, number) -> {
                            for (var asked = talk.request();
                                    asked.isPresent();
                                    asked = talk.request()) {
                                talk.answer(200, asked.get().split("\r\n\r\n", 2)[1]);
                            }
                        });
                var calls = new Calls()) {
            var wrong = new CopyOnWriteArrayList<String>();
            var left = new AtomicInteger(1_000);
            var workers =
                    IntStream.range(0, 8)
                            .mapToObj(one ->
                                    Thread.ofVirtual()
                                            .start(() -> {
                                                for (var id = left.getAndDecrement();
                                                        id > 0;
                                                        id = left.getAndDecrement()) {
                                                    wrong.addAll(askFor(calls, provider, id));
                                                }
                                            }))
                            .toList();
            for (var worker : workers) {
                worker.join();
            }
            assertEquals(List.of(), wrong);
            assertTrue(provider.connections() <= 8, "connections: " + provider.connections());
        }
    }

    private static List<String> askFor(Calls calls, TalkingProvider provider, int id) {
        try {
            var heard = calls.heard();
            calls.call(Calls.to(provider), "{\"id\":" + id + "}", false, heard);
            var line = heard.next();
            return line.equals("body {\"id\":" + id + "}") ? List.of() : List.of(id + line);
        } catch (Exception | AssertionError failed) {
            return List.of(id + failed.toString());
        }
    }

    @Test
    void whoClosesThePoolClosesEveryConnection() throws Exception {
        var gone = new CountDownLatch(2);
        try (var provider =
                        new TalkingProvider((talk, number) -> {
                            talk.request();
                            if (number == 1) {
                                talk.answer(200, "{}");
                            }
                            if (talk.closesWithin(SOON)) {
                                gone.countDown();
                            }
                        });
                var calls = new Calls()) {
            calls.whole(Calls.to(provider));
            var kept = calls.heard();
            calls.stream(Calls.to(provider), kept);
            var fresh = calls.heard();
            calls.stream(Calls.to(provider), fresh);
            Talk.rest(100);
            calls.pool().close();
            assertTrue(gone.await(5, TimeUnit.SECONDS));
            fresh.hears("failed BROKEN: the connection broke");
            assertTrue(kept.next().startsWith("failed "));
            assertEquals("failed UNREACHABLE: no connection", calls.whole(Calls.to(provider)));
            assertEquals(2, provider.connections());
        }
    }
}
