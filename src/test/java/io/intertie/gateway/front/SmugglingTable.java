package io.intertie.gateway.front;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// Requests that two servers might read in two ways, or that only an attack would send: each is
/// refused, nobody behind the front sees it, and the connection ends.
class SmugglingTable {
    private static final String POST = "POST /v1/echo HTTP/1.1\r\nHost: x\r\n";
    private static final String HIDDEN = "GET /v1/echo?hidden HTTP/1.1\r\nHost: x\r\n\r\n";

    private record Row(int status, String request) {}

    private static final String CHUNKED = "Transfer-Encoding: chunked";
    private static final List<Row> TABLE =
            List.of(
                    // Two lengths
                    row(400, POST + "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello"),
                    row(400, POST + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello"),
                    row(400, POST + "Content-Length: 5, 5\r\n\r\nhello"),
                    row(
                            400,
                            "POST /v1/echo HTTP/1.0\r\nContent-Length: 5\r\nContent-Length: 5"
                                    + "\r\n\r\nhello"),
                    row(400, POST + Wire.lines("Content-Length: 5", CHUNKED, "", "0", "")),
                    row(400, POST + Wire.lines(CHUNKED, "Content-Length: 5", "", "0", "")),
                    // A length that is no number
                    row(400, POST + "Content-Length: +5\r\n\r\nhello"),
                    row(400, POST + "Content-Length: -1\r\n\r\nhello"),
                    row(400, POST + "Content-Length: 0x5\r\n\r\nhello"),
                    row(400, POST + "Content-Length: 5 5\r\n\r\nhello"),
                    row(400, POST + "Content-Length:\r\n\r\nhello"),
                    row(400, POST + "Content-Length: 99999999999999999999\r\n\r\nhello"),
                    // Codings
                    row(400, POST + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
                    row(400, POST + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n"),
                    row(400, POST + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"),
                    row(400, POST + "Transfer-Encoding: identity\r\n\r\n"),
                    row(
                            400,
                            POST
                                    + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked"
                                    + "\r\n\r\n0\r\n\r\n"),
                    row(400, POST + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n"),
                    row(400, POST + "Transfer-Encoding: \u000bchunked\r\n\r\n0\r\n\r\n"),
                    row(
                            400,
                            "POST /v1/echo HTTP/1.0\r\nTransfer-Encoding: chunked"
                                    + "\r\n\r\n0\r\n\r\n"),
                    // Lines
                    row(400, POST + "X-A: 1\r\n folded\r\n\r\n"),
                    row(400, POST + "X-A: 1\r\n\tfolded\r\n\r\n"),
                    row(400, "POST /v1/echo HTTP/1.1\r\n Host: x\r\n\r\n"),
                    row(400, POST + "X-A: 1\nX-B: 2\r\n\r\n"),
                    row(400, "POST /v1/echo HTTP/1.1\nHost: x\n\n"),
                    row(400, POST + "X-A: 1\rTransfer-Encoding: chunked\r\n\r\n"),
                    row(400, POST + "X-A: a\u0000b\r\n\r\n"),
                    row(400, POST + "no colon\r\n\r\n"),
                    row(400, POST + ": no name\r\n\r\n"),
                    row(400, POST + "X A: 1\r\n\r\n"),
                    // The request line
                    row(400, "POST  /v1/echo HTTP/1.1\r\nHost: x\r\n\r\n"),
                    row(400, "POST /v1/echo\tHTTP/1.1\r\nHost: x\r\n\r\n"),
                    row(400, "POST /v1/echo HTTP/1.1 \r\nHost: x\r\n\r\n"),
                    row(400, " POST /v1/echo HTTP/1.1\r\nHost: x\r\n\r\n"),
                    row(400, "POST /v1/echo\r\nHost: x\r\n\r\n"),
                    row(400, "P\u0001ST /v1/echo HTTP/1.1\r\nHost: x\r\n\r\n"),
                    row(400, "POST /v1/echo HTTP/1.2\r\nHost: x\r\n\r\n"),
                    row(400, "POST /v1/echo HTTP/2.0\r\nHost: x\r\n\r\n"),
                    row(400, "POST /v1/echo HTTP/11\r\nHost: x\r\n\r\n"),
                    row(400, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
                    row(400, "GET http://x/v1/echo HTTP/1.1\r\nHost: x\r\n\r\n"),
                    row(400, "GET v1/echo HTTP/1.1\r\nHost: x\r\n\r\n"),
                    row(400, "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n"),
                    row(400, "GET /v1/echo#part HTTP/1.1\r\nHost: x\r\n\r\n"),
                    row(400, "GET /v1/%zz HTTP/1.1\r\nHost: x\r\n\r\n"),
                    row(400, "GET /v1/a%00b HTTP/1.1\r\nHost: x\r\n\r\n"),
                    row(400, "GET /v1/a%0d%0ab HTTP/1.1\r\nHost: x\r\n\r\n"),
                    row(400, "GET /v1/\u00e9 HTTP/1.1\r\nHost: x\r\n\r\n"),
                    row(405, "TRACE /v1/echo HTTP/1.1\r\nHost: x\r\n\r\n"),
                    row(405, "CONNECT /v1/echo HTTP/1.1\r\nHost: x\r\n\r\n"),
                    row(405, "CONNECT x:443 HTTP/1.1\r\nHost: x:443\r\n\r\n"),
                    // Whom it is for
                    row(400, "GET /v1/echo HTTP/1.1\r\n\r\n"),
                    row(400, "GET /v1/echo HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n"),
                    // Netty would take eight bytes behind it as its body
                    row(
                            400,
                            Wire.lines(
                                    "GET /v1/echo HTTP/1.1",
                                    "Host: x",
                                    "Sec-WebSocket-Key1: 1",
                                    "Sec-WebSocket-Key2: 1",
                                    "")),
                    // Chunks
                    row(400, POST + "Transfer-Encoding: chunked\r\n\r\n+1\r\na\r\n0\r\n\r\n"),
                    row(400, POST + "Transfer-Encoding: chunked\r\n\r\n0x1\r\na\r\n0\r\n\r\n"),
                    row(400, POST + "Transfer-Encoding: chunked\r\n\r\n1\na\r\n0\r\n\r\n"),
                    row(400, POST + "Transfer-Encoding: chunked\r\n\r\n1;a\nb\r\na\r\n0\r\n\r\n"),
                    row(400, POST + "Transfer-Encoding: chunked\r\n\r\n1\r\nab\r\n0\r\n\r\n"),
                    row(400, POST + "Transfer-Encoding: chunked\r\n\r\n\r\na\r\n0\r\n\r\n"),
                    row(400, POST + "Transfer-Encoding: chunked\r\n\r\nfffffffff\r\na\r\n"),
                    // Too much
                    row(431, POST + "X-A: " + "a".repeat(17 * 1024) + "\r\n\r\n"),
                    row(431, POST + "X-A: 1\r\n".repeat(120) + "\r\n"),
                    row(431, "GET /v1/" + "a".repeat(17 * 1024) + " HTTP/1.1\r\nHost: x\r\n\r\n"));

    private static Row row(int status, String request) {
        return new Row(status, request);
    }

    @Test
    void eachIsRefusedAndWhatFollowsItIsNotRead() throws IOException {
        try (var front = new TestFront()) {
            for (var row : TABLE) {
                try (var wire = front.wire()) {
                    var sent = row.request() + HIDDEN;
                    wire.say(sent.getBytes(StandardCharsets.ISO_8859_1));
                    var reply = wire.reply();
                    assertEquals(row.status(), reply.status(), sent);
                    assertEquals("close", reply.header("connection"), sent);
                    assertNotEquals("", reply.header("x-request-id"), sent);
                    assertNotEquals("", reply.code(), sent);
                    assertTrue(wire.isClosed(), sent);
                }
            }
            assertEquals(0, front.script.taken.get());
        }
    }

    @AfterAll
    static void everyBufferWasGivenBack() {
        TestFront.assertNothingLeaked();
    }

    @Test
    void whateverItsBytesAreTheFrontGoesOn() throws IOException {
        var random = new java.util.Random(11);
        try (var front = new TestFront()) {
            for (int round = 0; round < 300; round++) {
                var row = TABLE.get(random.nextInt(TABLE.size()));
                var bytes =
                        (Wire.post("echo", "abc") + row.request())
                                .getBytes(StandardCharsets.ISO_8859_1);
                for (int flip = 0; flip < 1 + random.nextInt(4); flip++) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                }
                try (var wire = front.wire()) {
                    wire.say(bytes);
                } catch (IOException refused) {
                    // It may have been closed already.
                }
            }
            try (var wire = front.wire()) {
                assertEquals(200, wire.say(Wire.post("echo", "")).reply().status());
            }
        }
    }
}
