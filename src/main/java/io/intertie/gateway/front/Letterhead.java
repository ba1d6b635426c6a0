package io.intertie.gateway.front;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// Writes the heads of answers: constant bytes, and what differs between two of them.
///
/// Any web page may call the gateway, for a key is never sent by a browser on its own: there are no
/// cookies here.
final class Letterhead {
    private static final byte[] CRLF = ascii("\r\n");
    private static final byte[] DATE = ascii("date: ");
    private static final byte[] REQUEST_ID = ascii("\r\nx-request-id: ");
    private static final byte[] EVERY =
            ascii(
                    "\r\naccess-control-allow-origin: *\r\naccess-control-expose-headers: *"
                            + "\r\nx-content-type-options: nosniff\r\n");
    private static final byte[] LENGTH = ascii("content-length: ");
    private static final byte[] JSON = ascii("content-type: application/json\r\n");
    private static final byte[] EVENTS =
            lines(
                    "content-type: text/event-stream; charset=utf-8",
                    "cache-control: no-cache",
                    "x-accel-buffering: no");
    private static final byte[] CHUNKED = ascii("transfer-encoding: chunked\r\n");
    private static final byte[] CLOSE = ascii("connection: close\r\n");
    private static final byte[] KEEP = ascii("connection: keep-alive\r\n");

    /// Enough for all of the above and a status line.
    private static final int CONSTANT = 512;

    // What the front itself says of its connection; nobody behind it may. Names are in lower case
    // here, as the gateway writes them.
    private static final Set<String> OWN =
            Set.of(
                    "connection",
                    "content-length",
                    "date",
                    "keep-alive",
                    "transfer-encoding",
                    "x-request-id");
    private static final String TYPE = "content-type";

    private static final byte[][] STATUS_LINES = new byte[600][];

    static {
        for (int status = 100; status < STATUS_LINES.length; status++) {
            STATUS_LINES[status] = ascii("HTTP/1.1 " + HttpResponseStatus.valueOf(status) + "\r\n");
        }
    }

    private Letterhead() {}

    /// How a connection goes on behind an answer.
    enum Then {
        /// As HTTP/1.1 does unless told otherwise.
        ON,
        /// As HTTP/1.0 does when it is told so.
        KEPT,
        CLOSED
    }

    /// Room for a head that ends up in the same buffer as a body of so many bytes.
    static int room(Map<String, String> headers, int body) {
        var room = CONSTANT + body;
        for (var header : headers.entrySet()) {
            room += header.getKey().length() + header.getValue().length() + 4;
        }
        return room;
    }

    /// The head of an answer whose length is known; without a body's type where it has none.
    static void whole(
            ByteBuf out, int status, UUID requestId, byte[] date, Map<String, String> headers) {
        out.writeBytes(STATUS_LINES[status]);
        every(out, requestId, date);
        if (status != 204 && !isTyped(headers)) {
            out.writeBytes(JSON);
        }
        write(out, headers);
    }

    /// The head of a stream.
    static void stream(ByteBuf out, UUID requestId, byte[] date, Map<String, String> headers) {
        out.writeBytes(STATUS_LINES[200]);
        every(out, requestId, date);
        out.writeBytes(EVENTS);
        write(out, headers);
    }

    /// The end of a head whose body has so many bytes.
    static void length(ByteBuf out, int status, int length, Then then) {
        if (status != 204) {
            out.writeBytes(LENGTH);
            out.writeCharSequence(Integer.toString(length), StandardCharsets.US_ASCII);
            out.writeBytes(CRLF);
        }
        end(out, then);
    }

    /// The end of a head whose body comes in chunks, or until the connection is closed.
    static void unknownLength(ByteBuf out, boolean isChunked, Then then) {
        if (isChunked) {
            out.writeBytes(CHUNKED);
        }
        end(out, then);
    }

    private static void end(ByteBuf out, Then then) {
        switch (then) {
            case ON -> {}
            case KEPT -> out.writeBytes(KEEP);
            case CLOSED -> out.writeBytes(CLOSE);
        }
        out.writeBytes(CRLF);
    }

    private static void every(ByteBuf out, UUID requestId, byte[] date) {
        out.writeBytes(DATE);
        out.writeBytes(date);
        out.writeBytes(REQUEST_ID);
        out.writeCharSequence(requestId.toString(), StandardCharsets.US_ASCII);
        out.writeBytes(EVERY);
    }

    private static boolean isTyped(Map<String, String> headers) {
        return headers.containsKey(TYPE);
    }

    private static void write(ByteBuf out, Map<String, String> headers) {
        // A buffer checks each byte that it is given by itself.
        var bytes = new byte[room(headers, 0) - CONSTANT];
        var length = 0;
        for (var header : headers.entrySet()) {
            if (!OWN.contains(header.getKey())) {
                length = visible(bytes, length, header.getKey());
                bytes[length++] = ':';
                bytes[length++] = ' ';
                length = visible(bytes, length, header.getValue());
                bytes[length++] = '\r';
                bytes[length++] = '\n';
            }
        }
        out.writeBytes(bytes, 0, length);
    }

    /// No header can end its line, whoever chose its words.
    private static int visible(byte[] out, int from, String text) {
        for (int at = 0; at < text.length(); at++) {
            var c = text.charAt(at);
            out[from + at] = (byte) (c >= ' ' && c < 127 ? c : '?');
        }
        return from + text.length();
    }

    private static byte[] lines(String... lines) {
        return ascii(String.join("\r\n", lines) + "\r\n");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
