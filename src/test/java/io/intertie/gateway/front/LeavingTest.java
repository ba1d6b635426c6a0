package io.intertie.gateway.front;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who goes first: a client in the middle of its answer, or the node among its clients.
@ParameterizedClass(name = "epoll {0}")
@ValueSource(booleans = {true, false})
class LeavingTest {
    private static final long SOON = Duration.ofMillis(250).toNanos();

    private final TestFront front;

    LeavingTest(boolean isNative) {
        front =
                new TestFront(
                        new Loops(isNative, 2),
                        TestFront.settings(500, Duration.ofSeconds(2)),
                        FrontLimits.USUAL);
    }

    @AfterEach
    void close() {
        front.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"silent", "open", "flood?1000000000"})
    void aClientThatLeavesIsNoticedAtOnce(String path) throws Exception {
        for (var isReset : new boolean[] {false, true}) {
            var wire = front.wire().say(Wire.ask("/v1/" + path));
            front.script.clients.take();
            Thread.sleep(50);
            wire.socket().setSoLinger(isReset, 0);
            assertLeftSoon(wire);
        }
    }

    @AfterAll
    static void everyBufferWasGivenBack() {
        TestFront.assertNothingLeaked();
    }

    @Test
    void aClientThatHasSentMoreAheadThanIsKeptIsNoticedAsWell() throws Exception {
        var wire =
                front.wire().say(Wire.ask("/v1/silent") + Wire.post("repeat", "x".repeat(200_000)));
        front.script.clients.take();
        Thread.sleep(50);
        assertLeftSoon(wire);
    }

    @Test
    void whoSendsMoreAheadThanIsKeptGetsItsFirstAnswerAndIsClosed() throws Exception {
        try (var wire = front.wire()) {
            wire.say(Wire.ask("/v1/open") + Wire.post("repeat", "x".repeat(2_000_000)));
            Thread.sleep(50);
            front.script.resume.countDown();
            assertTrue(wire.reply().isWhole());
            assertTrue(wire.isClosed());
            assertEquals(1, front.script.taken.get());
        }
    }

    @Test
    void aClientThatHasSentAheadIsNoticedAsWell() throws Exception {
        var wire = front.wire().say(Wire.ask("/v1/silent") + Wire.post("echo", "next"));
        front.script.clients.take();
        Thread.sleep(50);
        assertLeftSoon(wire);
        assertEquals(1, front.script.taken.get());
    }

    private void assertLeftSoon(Wire wire) throws Exception {
        var left = System.nanoTime();
        wire.close();
        var noticed = front.script.leftAt.poll(5, TimeUnit.SECONDS);
        assertNotNull(noticed, "nobody noticed");
        assertTrue(noticed - left < SOON, () -> (noticed - left) / 1_000_000 + " ms");
        assertTrue(front.script.leftAt.isEmpty(), "told twice");
    }

    @Test
    void whoHasLeftSwallowsWhatIsSent() throws Exception {
        var wire = front.wire().say(Wire.ask("/v1/silent"));
        var client = front.script.clients.take();
        wire.close();
        assertNotNull(front.script.leftAt.poll(5, TimeUnit.SECONDS));
        client.loop()
                .submit(() -> {
                    client.begin(Map.of());
                    client.send(Script.frame("nobody"));
                    client.end();
                    client.whole(200, Map.of(), new byte[10]);
                    client.cut();
                })
                .sync();
        try (var next = front.wire()) {
            assertEquals(200, next.say(Wire.post("echo", "")).reply().status());
        }
    }

    @Test
    void aSlowReaderStopsItsProviderAndLosesNothing() throws Exception {
        var wanted = 50_000_000L;
        try (var wire = front.wire()) {
            wire.socket().setReceiveBufferSize(16 * 1024);
            wire.say(Wire.ask("/v1/flood?" + wanted));
            Thread.sleep(500);
            var ahead = front.script.sent.get();
            assertTrue(ahead < 8_000_000, () -> ahead + " bytes are kept for a client");
            var reply = wire.reply();
            assertTrue(reply.isWhole());
            assertEquals(front.script.sent.get(), reply.body().length);
            assertTrue(reply.body().length >= wanted);
        }
    }

    @Test
    void aNodeThatStopsEndsWhatIsOpenAndTakesNothingNew() throws Exception {
        var open = new ArrayList<Wire>();
        for (int at = 0; at < 10; at++) {
            open.add(front.wire().say(Wire.ask("/v1/open")));
        }
        var kept = front.wire();
        assertEquals(200, kept.say(Wire.post("echo", "")).reply().status());
        TestFront.await("all are taken", () -> front.script.taken.get() == 11);
        var stopping = Thread.ofVirtual().start(front::stop);
        TestFront.await("it listens no more", this::isDeaf);

        var refused = kept.say(Wire.post("echo", "")).reply();
        assertEquals(503, refused.status());
        assertEquals("5", refused.header("retry-after"));
        assertEquals("close", refused.header("connection"));
        assertTrue(kept.isClosed());
        assertThrows(ConnectException.class, front::wire);
        assertTrue(stopping.isAlive());

        front.script.resume.countDown();
        for (var wire : open) {
            var reply = wire.reply();
            assertTrue(reply.isWhole());
            assertEquals("data: open\n\ndata: closed\n\n", reply.text());
            assertTrue(wire.isClosed());
        }
        assertTrue(stopping.join(Duration.ofSeconds(1)));
        assertTrue(front.script.leftAt.isEmpty());
    }

    @Test
    void whatDoesNotEndInItsTimeIsCut() throws Exception {
        try (var wire = front.wire()) {
            wire.say(Wire.ask("/v1/open"));
            front.script.clients.take();
            var begun = System.nanoTime();
            front.stop();
            var millis = (System.nanoTime() - begun) / 1_000_000;
            assertTrue(millis >= 1_900 && millis < 4_000, () -> millis + " ms");
            var reply = wire.reply();
            assertFalse(reply.isWhole());
            assertEquals("data: open\n\n", reply.text());
            assertNotNull(front.script.leftAt.poll(1, TimeUnit.SECONDS));
        }
    }

    @Test
    void anIdleNodeStopsAtOnce() throws IOException {
        try (var wire = front.wire()) {
            wire.say(Wire.post("echo", "")).reply();
            var begun = System.nanoTime();
            front.stop();
            assertTrue(System.nanoTime() - begun < Duration.ofMillis(500).toNanos());
            assertTrue(wire.isClosed());
        }
    }

    private boolean isDeaf() {
        try (var _ = front.wire()) {
            return false;
        } catch (IOException refused) {
            return true;
        }
    }
}
