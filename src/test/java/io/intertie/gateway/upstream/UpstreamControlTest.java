package io.intertie.gateway.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a caller can do to a call under way: cancel it, pause it, and go on.
class UpstreamControlTest {
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

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aProviderSeesWithinAQuarterSecondThatItsCallIsCancelled(boolean begun) throws Exception {
        var seen = new CompletableFuture<Long>();
        var asked = new CountDownLatch(1);
        try (var provider =
                        new TalkingProvider((talk, number) -> {
                            talk.request();
                            if (begun) {
                                talk.beginStream();
                                talk.chunk("data: 1\n\n");
                            }
                            asked.countDown();
                            talk.closesWithin(SOON);
                            seen.complete(System.nanoTime());
                        });
                var calls = new Calls()) {
            var heard = calls.heard();
            var call = calls.stream(Calls.to(provider), heard);
            asked.await();
            if (begun) {
                heard.hears("event 1");
            }
            var cancelled = System.nanoTime();
            calls.run(call::cancel);
            var millis = (seen.get(10, TimeUnit.SECONDS) - cancelled) / 1_000_000;
            assertTrue(millis < 250, millis + " ms");
            heard.hearsNothingFor(100);
        }
    }

    @Test
    void whoCancelsWhileHearingHearsNothingMore() throws Exception {
        try (var provider =
                        new TalkingProvider((talk, number) -> {
                            talk.request();
                            talk.beginStream();
                            talk.chunk("data: 1\n\ndata: 2\n\ndata: [DONE]\n\n");
                            talk.endStream();
                            closed.complete(talk.closesWithin(SOON));
                        });
                var calls = new Calls()) {
            var call = new AtomicReference<UpstreamCall>();
            var heard =
                    new Heard(calls.loop()) {
                        @Override
                        public void event(byte[] data) {
                            super.event(data);
                            call.get().cancel();
                        }
                    };
            calls.run(() -> call.set(onLoop(calls, Calls.to(provider), heard)));
            heard.hears("event 1");
            heard.hearsNothingFor(200);
            assertTrue(closed.get(5, TimeUnit.SECONDS));
        }
    }

    private static UpstreamCall onLoop(Calls calls, Destination to, UpstreamListener listener) {
        return calls.pool().call(calls.loop(), to, new byte[] {'{', '}'}, true, listener);
    }

    @Test
    void whoPausesStopsTheProviderAndItsClockAndGoesOnLater() throws Exception {
        var sent = new AtomicLong();
        var chunks = 400;
        try (var provider =
                        new TalkingProvider((talk, number) -> {
                            talk.request();
                            talk.beginStream();
                            for (int i = 0; i < chunks; i++) {
                                talk.chunk("data: " + "x".repeat(100_000) + "\n\n");
                                sent.incrementAndGet();
                            }
                            talk.chunk("data: [DONE]\n\n");
                            talk.endStream();
                            closed.complete(talk.closesWithin(Duration.ofMillis(200)));
                        });
                var calls = new Calls(Calls.LOOPBACK, SHORT)) {
            var heard = calls.heard();
            var call = calls.stream(Calls.to(provider), heard);
            heard.next();
            calls.run(call::pause);
            Talk.rest(500);
            var stopped = sent.get();
            var taken = heard.waiting();
            Talk.rest(800);
            assertEquals(stopped, sent.get());
            assertEquals(taken, heard.waiting());
            assertTrue(stopped < chunks, "the provider sent all of it");
            calls.run(call::resume);
            for (int i = 1; i < chunks; i++) {
                assertTrue(heard.next().startsWith("event x"));
            }
            heard.hears("ended true");
            assertFalse(closed.get(5, TimeUnit.SECONDS), "the connection is kept");
        }
    }

    @Test
    void whoPausesAtTheVeryEndLeavesAConnectionThatReads() throws Exception {
        try (var provider =
                        new TalkingProvider((talk, number) -> {
                            while (talk.request().isPresent()) {
                                talk.beginStream();
                                talk.chunk("data: 1\n\ndata: [DONE]\n\n");
                                talk.endStream();
                            }
                        });
                var calls = new Calls()) {
            for (int i = 0; i < 3; i++) {
                var call = new AtomicReference<UpstreamCall>();
                var heard =
                        new Heard(calls.loop()) {
                            @Override
                            public void event(byte[] data) {
                                super.event(data);
                                call.get().pause();
                            }
                        };
                calls.run(() -> call.set(onLoop(calls, Calls.to(provider), heard)));
                heard.hears("event 1", "ended true");
                Talk.rest(50);
            }
            assertEquals(1, provider.connections());
        }
    }
}
