package io.intertie.gateway.front;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;

/// What was written to a client and has not gone out yet, and how it ends.
final class Outflow {
    private final Channel channel;
    private long before = Long.MAX_VALUE;

    Outflow(Channel channel) {
        this.channel = channel;
    }

    /// Looks from here on.
    void begin() {
        before = Long.MAX_VALUE;
    }

    /// Whether the client has taken some, but not all, since this was last asked.
    boolean isMoving() {
        var buffer = channel.unsafe().outboundBuffer();
        var pending = buffer == null ? 0 : buffer.totalPendingWriteBytes();
        var isMoving = pending > 0 && pending < before;
        before = pending;
        return isMoving;
    }

    /// Tells the client that nothing more comes, and still hears it.
    static void end(ChannelHandlerContext context) {
        var tls = context.pipeline().get(SslHandler.class);
        if (tls != null) {
            var _ = tls.closeOutbound();
        } else if (context.channel() instanceof DuplexChannel duplex) {
            var _ = duplex.shutdownOutput();
        }
    }

    /// Closes by a reset, where an orderly close would pass for a good end.
    static void closeHard(ChannelHandlerContext context) {
        context.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        var _ = context.close();
    }
}
