package io.intertie.gateway.front;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Reads HTTP/1.1 requests, one at a time, and nothing that two servers might read in two ways.
///
/// A head is looked at as a whole before it is decoded: Netty would join folded lines and be
/// lenient with the request line. While a request is answered the next one waits here, undecoded.
/// Reading goes on, because only who reads hears that its client has left; a client that sends too
/// much ahead is answered what it asked first, and then closed.
final class RequestDecoder extends HttpRequestDecoder {
    private static final int LARGEST_HEAD = 16 * 1024;
    private static final int MOST_LINES = 100;
    // What a client may send ahead while it is being answered, before none of it is kept.
    private static final int MOST_AHEAD = 64 * 1024;
    private static final byte[] CONTENT_LENGTH =
            "content-length".getBytes(StandardCharsets.US_ASCII);

    private final Runnable headBegun;
    private boolean isInHead = true;
    private boolean isHeld;
    private boolean isDiscarding;
    private boolean isDecoding;
    // Of the head: where the first line that was not looked at begins, and how many were.
    private int looked;
    private int lines;
    private int lengths;

    RequestDecoder(Runnable headBegun) {
        super(
                new HttpDecoderConfig()
                        .setMaxInitialLineLength(LARGEST_HEAD)
                        .setMaxHeaderSize(LARGEST_HEAD)
                        .setMaxChunkSize(MOST_AHEAD)
                        .setStrictLineParsing(true)
                        .setUseRfc9112TransferEncoding(true));
        this.headBegun = headBegun;
    }

    /// Keeps what comes next for later; called when a request is whole.
    void hold() {
        isHeld = true;
        isInHead = true;
    }

    /// Reads the next request.
    void release(ChannelHandlerContext ours) throws Exception {
        isHeld = false;
        // Within a decoding the loop that called goes on by itself.
        if (!isDecoding && actualReadableBytes() > 0) {
            channelRead(ours, Unpooled.EMPTY_BUFFER);
        }
    }

    /// Reads on, and forgets what comes: the connection is being closed.
    void discard() {
        isDiscarding = true;
    }

    /// Whether what comes is no longer kept, so that nothing more can be answered.
    boolean isDiscarding() {
        return isDiscarding;
    }

    @Override
    protected void callDecode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        isDecoding = true;
        try {
            super.callDecode(ctx, in, out);
        } finally {
            isDecoding = false;
        }
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out)
            throws Exception {
        if (isDiscarding || !ctx.channel().isActive()) {
            in.skipBytes(in.readableBytes());
        } else if (isHeld) {
            if (in.readableBytes() > MOST_AHEAD) {
                isDiscarding = true;
                in.skipBytes(in.readableBytes());
            }
        } else if (!isInHead || isHeadWhole(in)) {
            isInHead = false;
            super.decode(ctx, in, out);
        }
    }

    @Override
    protected void decodeLast(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        // Half a request is none.
    }

    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        throw new IllegalArgumentException("Content-Length beside Transfer-Encoding");
    }

    private boolean isHeadWhole(ByteBuf in) {
        skipEmptyLines(in);
        var begin = in.readerIndex();
        for (int line = begin + looked; ; looked = line - begin) {
            var end = in.indexOf(line, in.writerIndex(), (byte) '\n');
            var seen = (end < 0 ? in.writerIndex() : end) - begin;
            if (seen > LARGEST_HEAD || lines > MOST_LINES) {
                throw new TooLongFrameException("head");
            }
            if (end < 0) {
                if (in.isReadable()) {
                    headBegun.run();
                }
                return false;
            }
            check(in, line, end);
            if (end == line + 1) {
                looked = 0;
                lines = 0;
                lengths = 0;
                return true;
            }
            lines++;
            line = end + 1;
        }
    }

    /// A client may end a request with one line too many.
    private void skipEmptyLines(ByteBuf in) {
        while (looked == 0 && in.readableBytes() > 1 && isCrLf(in, in.readerIndex())) {
            in.skipBytes(2);
        }
    }

    private static boolean isCrLf(ByteBuf in, int at) {
        return in.getByte(at) == '\r' && in.getByte(at + 1) == '\n';
    }

    private void check(ByteBuf in, int line, int end) {
        var first = in.getByte(line);
        var isFolded = first == ' ' || first == '\t';
        var isBare = end == line || in.getByte(end - 1) != '\r';
        if (isNamed(in, line, CONTENT_LENGTH) && ++lengths > 1) {
            // Of an HTTP/1.0 request Netty would take the first.
            throw new IllegalArgumentException("two lengths");
        }
        if (isFolded || isBare || (lines == 0 && !isRequestLine(in, line, end - 1))) {
            throw new IllegalArgumentException("a line of the head");
        }
    }

    private static boolean isNamed(ByteBuf in, int line, byte[] name) {
        if (in.writerIndex() - line < name.length) {
            return false;
        }
        for (int at = 0; at < name.length; at++) {
            if ((in.getByte(line + at) | 0x20) != name[at]) {
                return false;
            }
        }
        return true;
    }

    /// Three words with one blank between each two, all of them visible characters.
    private static boolean isRequestLine(ByteBuf in, int line, int end) {
        var blanks = 0;
        for (int at = line; at < end; at++) {
            var octet = in.getByte(at);
            if (octet < ' ' || octet == 127) {
                return false;
            }
            if (octet == ' ') {
                blanks++;
            }
        }
        return blanks == 2 && in.getByte(end - 1) != ' ';
    }
}
