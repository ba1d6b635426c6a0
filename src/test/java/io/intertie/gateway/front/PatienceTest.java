package io.intertie.gateway.front;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The limits that keep slow and many clients from holding the node.
class PatienceTest {
    private final TestFront front =
            new TestFront(
                    new Loops(), TestFront.settings(20, Duration.ofSeconds(1)), TestFront.SHORT);

    @AfterEach
    void close() {
        front.close();
    }

    @Test
    void aHeadThatComesByteByByteIsGivenUp() throws Exception {
        try (var wire = front.wire()) {
            var begun = System.nanoTime();
            assertThrows(
                    IOException.class,
                    () -> {
                        for (int at = 0; at < 100; at++) {
                            wire.say(at == 0 ? "GET /v1/echo HTTP/1.1\r\nHost: x\r\nX-A: " : "a");
                            Thread.sleep(30);
                            if (wire.socket().getInputStream().available() > 0) {
                                throw new IOException("answered");
                            }
                        }
                    });
            assertTrue(System.nanoTime() - begun < Duration.ofSeconds(2).toNanos());
            assertEquals(408, wire.reply().status());
            assertTrue(wire.isClosed());
        }
    }

    @Test
    void aBodyThatCreepsIsGivenUpAndOneThatFlowsIsNot() throws Exception {
        var head = "POST /v1/repeat HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n";
        try (var wire = front.wire()) {
            wire.say(head);
            for (int at = 0; at < 20 && wire.socket().getInputStream().available() == 0; at++) {
                wire.say("a");
                Thread.sleep(30);
            }
            assertEquals(408, wire.reply().status());
        }
        try (var wire = front.wire()) {
            wire.say(head);
            for (int at = 0; at < 10; at++) {
                wire.say("a".repeat(10_000));
                Thread.sleep(60);
            }
            assertEquals(100_000, wire.reply().body().length);
        }
    }

    @Test
    void aSilentConnectionIsClosed() throws IOException {
        try (var wire = front.wire()) {
            assertTrue(wire.isClosed());
        }
        try (var wire = front.wire()) {
            wire.say(Wire.post("echo", "")).reply();
            assertTrue(wire.isClosed());
        }
    }

    @Test
    void anAnswerThatTakesLongIsWaitedFor() throws Exception {
        try (var wire = front.wire()) {
            wire.say(Wire.ask("/v1/open"));
            Thread.sleep(1_500);
            front.script.resume.countDown();
            assertEquals("data: open\n\ndata: closed\n\n", wire.reply().text());
        }
    }

    @Test
    void aClientThatTakesNothingIsLeftAndOneThatIsSlowIsNot() throws Exception {
        try (var wire = front.wire()) {
            wire.say(Wire.ask("/v1/flood?100000000"));
            TestFront.await("it is given up", () -> !front.script.leftAt.isEmpty());
        }
        try (var wire = front.wire()) {
            wire.socket().setReceiveBufferSize(16 * 1024);
            wire.say(Wire.ask("/v1/huge"));
            var in = wire.socket().getInputStream();
            var bytes = 0;
            for (int round = 0; round < 12; round++) {
                bytes += in.readNBytes(250_000).length;
                Thread.sleep(150);
            }
            assertEquals(12 * 250_000, bytes);
            assertTrue(in.readNBytes(100_000).length > 100_000 / 2);
        }
    }

    @Test
    void oneClientTooManyIsToldSoAtOnce() throws IOException {
        var wires = new ArrayList<Wire>();
        try {
            for (int at = 0; at < 20; at++) {
                wires.add(front.wire().say(Wire.ask("/v1/silent")));
            }
            TestFront.await("all are taken", () -> front.script.taken.get() == 20);
            for (int at = 0; at < 3; at++) {
                try (var surplus = front.wire()) {
                    var reply = surplus.say(Wire.post("echo", "")).reply();
                    assertEquals(503, reply.status());
                    assertEquals("5", reply.header("retry-after"));
                    assertEquals("service_unavailable", reply.code());
                    assertTrue(surplus.isClosed());
                }
            }
            wires.removeFirst().close();
            TestFront.await("there is room", () -> front.connections() < 20);
            try (var next = front.wire()) {
                assertEquals(200, next.say(Wire.post("echo", "")).reply().status());
            }
        } finally {
            for (var wire : wires) {
                wire.close();
            }
        }
    }

    @Test
    void allBodiesTogetherKeepWithinTheirRoom() throws IOException {
        var settings = TestFront.settings(20, Duration.ofSeconds(1));
        try (var patient = new TestFront(new Loops(), settings, FrontLimits.USUAL)) {
            sendMoreThanThereIsRoomFor(patient);
        }
    }

    private static void sendMoreThanThereIsRoomFor(TestFront front) throws IOException {
        var wires = new ArrayList<Wire>();
        try {
            for (int at = 0; at < 12; at++) {
                var wire = front.wire();
                wires.add(wire);
                wire.say("POST /v1/repeat HTTP/1.1\r\nHost: x\r\nContent-Length: 8388608\r\n\r\n");
                wire.say("x".repeat(8_000_000));
                var before = front.room.taken();
                assertTrue(before <= 64 * 1024 * 1024, () -> before + " bytes");
            }
            for (var wire : wires.subList(8, 12)) {
                assertEquals(503, wire.reply().status());
            }
            wires.getFirst().say("x".repeat(388_608));
            assertEquals(8_388_608, wires.getFirst().reply().body().length);
        } finally {
            for (var wire : wires) {
                wire.close();
            }
        }
    }
}
