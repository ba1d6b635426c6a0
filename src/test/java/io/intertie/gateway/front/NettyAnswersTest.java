package io.intertie.gateway.front;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// How answers leave by the Netty front.
class NettyAnswersTest {
    private final TestFront front = new TestFront();

    @AfterEach
    void close() {
        front.close();
    }

    @Test
    void aStreamArrivesFrameByFrameAndTheConnectionGoesOn() throws IOException {
        try (var wire = front.wire()) {
            var reply = wire.say(Wire.ask("/v1/stream?20")).reply();
            assertEquals("text/event-stream; charset=utf-8", reply.header("content-type"));
            assertEquals("no-cache", reply.header("cache-control"));
            assertEquals("chunked", reply.header("transfer-encoding"));
            assertEquals(20, reply.text().split("\n\n", -1).length - 1);
            assertEquals(200, wire.say(Wire.post("echo", "")).reply().status());
        }
    }

    @Test
    void fiftyStreamsRunAtOnce() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<String>> calls = new ArrayList<>();
            for (int at = 0; at < 50; at++) {
                calls.add(() -> {
                    try (var wire = front.wire()) {
                        return wire.say(Wire.ask("/v1/stream?40")).reply().text();
                    }
                });
            }
            for (var call : threads.invokeAll(calls)) {
                assertEquals(40, call.get().split("\n\n", -1).length - 1);
                assertTrue(call.get().endsWith("data: 39\n\n"), call.get());
            }
        }
    }

    @Test
    void aLargeAnswerIsWhole() throws IOException {
        try (var wire = front.wire()) {
            assertArrayEquals(Script.huge(), wire.say(Wire.ask("/v1/huge")).reply().body());
            assertEquals(200, wire.say(Wire.post("echo", "")).reply().status());
        }
    }

    @Test
    void headIsAnsweredWithoutABody() throws IOException {
        try (var wire = front.wire()) {
            wire.say("HEAD /v1/huge HTTP/1.1\r\nHost: x\r\n\r\n" + Wire.post("echo", "next"));
            assertEquals("3145728", wire.reply(false).header("content-length"));
            assertEquals("next", wire.reply().json().path("body").asText());
        }
    }

    @Test
    void anOldClientGetsItsAnswerWithoutChunks() throws IOException {
        try (var wire = front.wire()) {
            var reply = wire.say("GET /v1/stream?3 HTTP/1.0\r\n\r\n").reply();
            assertEquals("close", reply.header("connection"));
            assertEquals("data: 0\n\ndata: 1\n\ndata: 2\n\n", reply.text());
        }
        try (var wire = front.wire()) {
            var kept = "GET /v1/echo HTTP/1.0\r\nConnection: keep-alive\r\n\r\n";
            assertEquals("keep-alive", wire.say(kept).reply().header("connection"));
            assertEquals(200, wire.say(kept).reply().status());
        }
    }

    @Test
    void aClientThatWantsToCloseIsClosed() throws IOException {
        try (var wire = front.wire()) {
            var reply =
                    wire.say("GET /v1/echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                            .reply();
            assertEquals("close", reply.header("connection"));
            assertTrue(wire.isClosed());
        }
    }

    @Test
    void anErrorOfOursIsAnAnswerAndAfterTheFirstFrameABrokenStream() throws IOException {
        try (var wire = front.wire()) {
            var reply = wire.say(Wire.ask("/v1/throw")).reply();
            assertEquals(500, reply.status());
            assertEquals("internal_error", reply.code());
            assertFalse(reply.text().contains("thrown"), reply.text());
            var half = wire.say(Wire.ask("/v1/throw-late")).reply();
            assertEquals("data: half\n\n", half.text());
            assertFalse(half.isWhole());
        }
    }

    @Test
    void aStreamThatIsCutCannotBeTakenForAWholeOne() throws IOException {
        try (var wire = front.wire()) {
            var half = wire.say(Wire.ask("/v1/cut")).reply();
            assertEquals("data: half\n\n", half.text());
            assertFalse(half.isWhole());
        }
        try (var wire = front.wire()) {
            assertFalse(wire.say("GET /v1/cut HTTP/1.0\r\n\r\n").reply().isWhole());
        }
    }

    @Test
    void noHeaderOfAnAnswerCanBeginAnother() throws IOException {
        try (var wire = front.wire()) {
            var reply = wire.say(Wire.ask("/v1/split")).reply();
            assertEquals("a??x-evil: 1", reply.header("x-kind"));
            assertFalse(reply.headers().containsKey("x-evil"));
        }
    }
}
