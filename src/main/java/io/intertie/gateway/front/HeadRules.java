package io.intertie.gateway.front;

import io.intertie.gateway.wire.ModelRequest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.NotSslRecordException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// What a request's head must be like, beyond its grammar.
final class HeadRules {
    /// How a client is spoken to that is refused before its request is whole.
    static final NettyClient.Manner PARTING = new NettyClient.Manner(false, false, false);

    private static final byte[] CONTINUE =
            "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private HeadRules() {}

    /// Why a request with such a head is not read further, if it is not.
    static Optional<Refusal> refusal(HttpRequest head) {
        if (head.decoderResult().isFailure()) {
            return refusal(head.decoderResult().cause()).or(() -> Optional.of(Refusal.MALFORMED));
        }
        if (isAmbiguous(head)) {
            return Optional.of(Refusal.MALFORMED);
        }
        if (head.method().equals(HttpMethod.TRACE) || head.method().equals(HttpMethod.CONNECT)) {
            return Optional.of(Refusal.METHOD);
        }
        var expected = head.headers().get(HttpHeaderNames.EXPECT);
        if (expected != null && !expected.equalsIgnoreCase("100-continue")) {
            return Optional.of(Refusal.EXPECTATION);
        }
        return length(head) > ModelRequest.LARGEST
                ? Optional.of(Refusal.TOO_LARGE)
                : Optional.empty();
    }

    /// Why a request that could not be decoded is refused; empty if its client is not to blame.
    static Optional<Refusal> refusal(Throwable failed) {
        return switch (failed) {
            case TooLongFrameException _ -> Optional.of(Refusal.HEAD_TOO_LARGE);
            case IllegalArgumentException _ -> Optional.of(Refusal.MALFORMED);
            // Before the next line: what is no TLS at all cannot be answered.
            case NotSslRecordException _ -> Optional.empty();
            case DecoderException wrapped ->
                    Optional.ofNullable(wrapped.getCause()).flatMap(HeadRules::refusal);
            default -> Optional.empty();
        };
    }

    /// Whether it is what clients do every day: they break off, or do not manage a handshake.
    static boolean isUsual(Throwable failed) {
        return failed instanceof IOException || failed.getCause() instanceof IOException;
    }

    /// Whether another server might see the request's end, or its addressee, elsewhere.
    private static boolean isAmbiguous(HttpRequest head) {
        var headers = head.headers();
        var isNew = head.protocolVersion().equals(HttpVersion.HTTP_1_1);
        var hosts = headers.getAll(HttpHeaderNames.HOST).size();
        var codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
        return (!isNew && !head.protocolVersion().equals(HttpVersion.HTTP_1_0))
                || hosts > 1
                || (isNew && hosts == 0)
                || headers.getAll(HttpHeaderNames.CONTENT_LENGTH).size() > 1
                || codings.size() > 1
                || (codings.size() == 1 && !codings.getFirst().equalsIgnoreCase("chunked"))
                // Netty reads eight bytes more behind the head of such a request.
                || headers.contains(HttpHeaderNames.SEC_WEBSOCKET_KEY1);
    }

    /// The length that a head tells of its body; none is 0, and negative when it comes in chunks.
    static long length(HttpRequest head) {
        return HttpUtil.isTransferEncodingChunked(head) ? -1 : HttpUtil.getContentLength(head, 0L);
    }

    static boolean isContinueExpected(HttpRequest head) {
        return HttpUtil.is100ContinueExpected(head);
    }

    static ByteBuf carryOn(ByteBufAllocator alloc) {
        return alloc.directBuffer(CONTINUE.length).writeBytes(CONTINUE);
    }

    static NettyClient.Manner manner(HttpRequest head) {
        return new NettyClient.Manner(
                head.protocolVersion().equals(HttpVersion.HTTP_1_0),
                HttpUtil.isKeepAlive(head),
                head.method().equals(HttpMethod.HEAD));
    }
}
