package io.intertie.gateway.front;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.gateway.wire.ModelRequest;
import io.intertie.platform.http.AddressBlock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NettyFrontTest {
    private final TestFront front = new TestFront();

    @AfterEach
    void close() {
        front.close();
    }

    @Test
    void aRequestArrivesAsItWasSentAndItsAnswerCarriesItsId() throws IOException {
        try (var wire = front.wire()) {
            wire.say("POST /v1/echo?a=b%20c HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer sk\r\n");
            var reply = wire.say("Content-Length: 9\r\n\r\n{\"é\": 1}").reply();
            assertEquals(200, reply.status());
            assertEquals("POST", reply.json().path("method").asText());
            assertEquals("echo", reply.json().path("path").asText());
            assertEquals("a=b%20c", reply.json().path("query").asText());
            assertEquals("Bearer sk", reply.json().path("authorization").asText());
            assertEquals("{\"é\": 1}", reply.json().path("body").asText());
            assertEquals("127.0.0.1", reply.json().path("from").asText());
            assertEquals(reply.json().path("id").asText(), reply.header("x-request-id"));
            assertEquals(7, UUID.fromString(reply.header("x-request-id")).version());
            assertEquals("application/json", reply.header("content-type"));
            assertEquals("echo", reply.header("x-kind"));
            assertTrue(reply.header("date").endsWith("GMT"), reply.header("date"));
        }
    }

    @Test
    void aConnectionServesOneRequestAfterAnother() throws IOException {
        try (var wire = front.wire()) {
            for (int at = 0; at < 50; at++) {
                var reply = wire.say(Wire.post("echo", "n" + at)).reply();
                assertEquals("n" + at, reply.json().path("body").asText());
                assertEquals("", reply.header("connection"));
            }
            assertEquals(1, front.connections());
        }
    }

    @Test
    void requestsSentAheadAreAnsweredInTheirOrderAndOneAtATime() throws IOException {
        try (var wire = front.wire()) {
            var all = new StringBuilder();
            for (int at = 0; at < 20; at++) {
                all.append(Wire.post(at % 3 == 0 ? "late" : "echo", "n" + at));
            }
            wire.say(all + Wire.post("stream?3", "") + Wire.post("echo", "last"));
            for (int at = 0; at < 20; at++) {
                assertEquals("n" + at, wire.reply().json().path("body").asText());
            }
            assertEquals("data: 0\n\ndata: 1\n\ndata: 2\n\n", wire.reply().text());
            assertEquals("last", wire.reply().json().path("body").asText());
        }
    }

    @Test
    void whereverItsBytesAreSplitARequestIsTheSame() throws IOException {
        var random = new Random(7);
        var chunked =
                Wire.lines(
                        "",
                        "POST /v1/echo HTTP/1.1",
                        "Host: x",
                        "Transfer-Encoding: chunked",
                        "",
                        "3;name=value",
                        "abc",
                        "10",
                        "0123456789abcdef",
                        "0",
                        "x-trailer: 1",
                        "");
        var whole = Wire.post("echo", "abc0123456789abcdef");
        try (var wire = front.wire()) {
            for (int round = 0; round < 60; round++) {
                var bytes = (round % 2 == 0 ? chunked : whole).getBytes(StandardCharsets.UTF_8);
                for (int at = 0; at < bytes.length; ) {
                    var next = Math.min(bytes.length, at + 1 + random.nextInt(1 + round));
                    wire.say(Arrays.copyOfRange(bytes, at, next));
                    at = next;
                }
                assertEquals("abc0123456789abcdef", wire.reply().json().path("body").asText());
            }
        }
    }

    @Test
    void aBodyOfTheLargestSizeIsTakenAndNotAByteMore() throws IOException {
        var largest = "x".repeat(ModelRequest.LARGEST);
        try (var wire = front.wire()) {
            assertEquals(
                    ModelRequest.LARGEST,
                    wire.say(Wire.post("repeat", largest)).reply().body().length);
            var early = wire.say(head("repeat", ModelRequest.LARGEST + 1)).reply();
            assertEquals(413, early.status());
            assertEquals("request_too_large", early.code());
            assertTrue(wire.isClosed());
        }
        try (var wire = front.wire()) {
            wire.say("POST /v1/repeat HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
            var chunk = "x".repeat(1024 * 1024);
            for (int at = 0; at < 8; at++) {
                wire.say("100000\r\n" + chunk + "\r\n");
            }
            assertEquals(413, wire.say("1\r\nx\r\n").reply().status());
            assertTrue(wire.isClosed());
        }
        assertEquals(1, front.script.taken.get());
    }

    private static String head(String path, int length) {
        return "POST /v1/%s HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n"
                .formatted(path, length);
    }

    @Test
    void aClientThatAsksFirstIsToldToGoOnOrWhyNot() throws IOException {
        var asking =
                "POST /v1/echo HTTP/1.1\r\nHost: x\r\nExpect: %s\r\nContent-Length: %d\r\n\r\n";
        try (var wire = front.wire()) {
            assertEquals(100, wire.say(asking.formatted("100-continue", 2)).reply().status());
            assertEquals("ab", wire.say("ab").reply().json().path("body").asText());
            var tooLarge = asking.formatted("100-continue", ModelRequest.LARGEST + 1);
            assertEquals(413, wire.say(tooLarge).reply().status());
        }
        try (var wire = front.wire()) {
            assertEquals(417, wire.say(asking.formatted("miracles", 2)).reply().status());
        }
    }

    @Test
    void aRefusalReachesAClientThatIsStillSending() throws IOException {
        try (var wire = front.wire()) {
            wire.say(head("repeat", 200_000_000));
            var sent = 0;
            try {
                for (; sent < 100; sent++) {
                    wire.say(new byte[64 * 1024]);
                }
            } catch (IOException closed) {
                // It need not take all of it.
            }
            assertEquals(413, wire.reply().status());
        }
    }

    @Test
    void whatIsNoPathOfTheGatewayIsAnsweredByTheFront() throws IOException {
        try (var wire = front.wire()) {
            assertEquals("{\"status\":\"UP\"}", wire.say(Wire.ask("/health/live")).reply().text());
            assertEquals(200, wire.say(Wire.ask("/health/ready")).reply().status());
            for (var path : List.of("/", "/v1", "/api/listings", "//v1/echo", "/V1/echo")) {
                var reply = wire.say(Wire.ask(path)).reply();
                assertEquals(404, reply.status(), path);
                assertEquals("unknown_url", reply.code());
                assertNotEquals("", reply.header("x-request-id"));
            }
            assertEquals(0, front.script.taken.get());
            assertEquals(
                    "echo",
                    wire.say(Wire.ask("/api/v1/echo")).reply().json().path("path").asText());
            assertEquals(404, wire.say(Wire.ask("/v1/models/a%2Fb%3Fc")).reply().status());
        }
    }

    @Test
    void anyPageMayCallAndReadTheHeaders() throws IOException {
        try (var wire = front.wire()) {
            wire.say("OPTIONS /v1/chat/completions HTTP/1.1\r\nHost: x\r\nOrigin: y\r\n\r\n");
            var asked = wire.reply();
            assertEquals(204, asked.status());
            assertEquals("*", asked.header("access-control-allow-origin"));
            assertTrue(asked.header("access-control-allow-headers").contains("authorization"));
            assertTrue(asked.header("access-control-allow-methods").contains("POST"));
            var reply = wire.say(Wire.post("echo", "")).reply();
            assertEquals("*", reply.header("access-control-allow-origin"));
            assertEquals("*", reply.header("access-control-expose-headers"));
        }
    }

    @Test
    void aProxyIsBelievedOnlyWhereItIsTrusted() throws IOException {
        var forwarded =
                Wire.lines(
                        "GET /v1/echo HTTP/1.1",
                        "Host: x",
                        "X-Forwarded-For: 6.6.6.6, 203.0.113.9",
                        "X-Forwarded-For: 10.1.2.3",
                        "");
        try (var wire = front.wire()) {
            assertEquals("127.0.0.1", wire.say(forwarded).reply().json().path("from").asText());
        }
        var proxies = List.of(AddressBlock.of("127.0.0.0/8"), AddressBlock.of("10.0.0.0/8"));
        var settings = TestFront.settings(10, Duration.ofSeconds(1), Optional.empty(), proxies);
        try (var behind = new TestFront(new Loops(), settings, FrontLimits.USUAL);
                var wire = behind.wire()) {
            assertEquals("203.0.113.9", wire.say(forwarded).reply().json().path("from").asText());
        }
    }
}
