package io.intertie.gateway.front;

import io.intertie.gateway.wire.Client;
import io.intertie.gateway.wire.Conversation;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The client's end of one exchange on a connection of the Netty front.
///
/// What is sent in one turn of the loop leaves together, at the turn's end.
final class NettyClient implements Client {
    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    // A body above this is sent from where it lies instead of being copied behind its head.
    private static final int COPIED = 64 * 1024;

    /// How the client must be spoken to.
    ///
    /// @param isOld of HTTP/1.0, which knows no chunks
    record Manner(boolean isOld, boolean isKept, boolean isHead) {
        Letterhead.Then then(boolean isLast) {
            if (!isKept || isLast) {
                return Letterhead.Then.CLOSED;
            }
            return isOld ? Letterhead.Then.KEPT : Letterhead.Then.ON;
        }
    }

    private enum Stage {
        SILENT,
        STREAMING,
        OVER
    }

    private final Connection connection;
    private final ChannelHandlerContext out;
    private final UUID requestId;
    private final Manner manner;
    private Stage stage = Stage.SILENT;
    private boolean isFlushing;
    private @Nullable Conversation conversation;

    NettyClient(Connection connection, ChannelHandlerContext out, UUID requestId, Manner manner) {
        this.connection = connection;
        this.out = out;
        this.requestId = requestId;
        this.manner = manner;
    }

    @Override
    public EventLoop loop() {
        return out.channel().eventLoop();
    }

    @Override
    public void whole(int status, Map<String, String> headers, byte[] body) {
        if (stage != Stage.SILENT) {
            // A front must not send two answers to one question.
            cut();
            return;
        }
        stage = Stage.OVER;
        var then = manner.then(connection.isLast());
        var copied = manner.isHead() || body.length > COPIED ? 0 : body.length;
        var head = out.alloc().directBuffer(Letterhead.room(headers, copied));
        Letterhead.whole(head, status, requestId, connection.date(), headers);
        Letterhead.length(head, status, body.length, then);
        if (copied == body.length) {
            head.writeBytes(body);
        }
        var _ = out.write(head);
        if (copied < body.length && !manner.isHead()) {
            writeInPieces(body);
        }
        out.flush();
        connection.over(then == Letterhead.Then.CLOSED);
    }

    /// In pieces, so that it shows whether the client takes any.
    private void writeInPieces(byte[] body) {
        for (int at = 0; at < body.length; at += COPIED) {
            var length = Math.min(COPIED, body.length - at);
            var _ = out.write(Unpooled.wrappedBuffer(body, at, length));
        }
    }

    @Override
    public void begin(Map<String, String> headers) {
        if (stage != Stage.SILENT) {
            cut();
            return;
        }
        stage = Stage.STREAMING;
        var head = out.alloc().directBuffer(Letterhead.room(headers, 0));
        Letterhead.stream(head, requestId, connection.date(), headers);
        Letterhead.unknownLength(head, !manner.isOld(), then());
        var _ = out.write(head);
        flushSoon();
    }

    /// Only a closed connection ends what has no chunks.
    private Letterhead.Then then() {
        return manner.then(connection.isLast() || manner.isOld());
    }

    @Override
    public void send(byte[] frames) {
        if (stage == Stage.STREAMING && frames.length > 0 && !manner.isHead()) {
            var _ = out.write(manner.isOld() ? copy(frames) : chunk(frames));
            flushSoon();
        }
    }

    private ByteBuf copy(byte[] frames) {
        return out.alloc().directBuffer(frames.length).writeBytes(frames);
    }

    private ByteBuf chunk(byte[] frames) {
        var length = Integer.toHexString(frames.length);
        var chunk = out.alloc().directBuffer(frames.length + length.length() + 4);
        chunk.writeCharSequence(length, StandardCharsets.US_ASCII);
        chunk.writeByte('\r').writeByte('\n').writeBytes(frames);
        return chunk.writeByte('\r').writeByte('\n');
    }

    private void flushSoon() {
        if (!isFlushing) {
            isFlushing = true;
            loop().execute(this::flush);
        }
    }

    private void flush() {
        isFlushing = false;
        out.flush();
    }

    @Override
    public void end() {
        if (stage == Stage.STREAMING) {
            stage = Stage.OVER;
            if (!manner.isOld() && !manner.isHead()) {
                var _ =
                        out.write(
                                out.alloc().directBuffer(LAST_CHUNK.length).writeBytes(LAST_CHUNK));
            }
            out.flush();
            connection.over(then() == Letterhead.Then.CLOSED);
        }
    }

    @Override
    public void cut() {
        if (stage != Stage.OVER) {
            var isHard = endsByClosing();
            stage = Stage.OVER;
            connection.abort(isHard);
        }
    }

    @Override
    public boolean isWritable() {
        return out.channel().isWritable();
    }

    /// Whether an orderly close would pass for the answer's good end.
    boolean endsByClosing() {
        return manner.isOld() && stage == Stage.STREAMING;
    }

    /// Who is to be told of the client.
    void talksTo(Conversation partner) {
        conversation = partner;
    }

    /// The client has gone.
    void left() {
        if (stage != Stage.OVER) {
            stage = Stage.OVER;
            var partner = conversation;
            if (partner != null) {
                partner.left();
            }
        }
    }

    /// What was sent has gone out.
    void drained() {
        var partner = conversation;
        if (stage != Stage.OVER && partner != null) {
            partner.writable();
        }
    }

    /// The conversation broke by an error of ours.
    void broke() {
        if (stage == Stage.SILENT) {
            whole(Refusal.BROKEN.status(), Refusal.BROKEN.headers(), Refusal.BROKEN.body());
        } else {
            cut();
        }
    }
}
