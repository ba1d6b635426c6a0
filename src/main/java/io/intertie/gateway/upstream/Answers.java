package io.intertie.gateway.upstream;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpResponseDecoder;

/// Reads HTTP answers, and knows whether any byte has come and whether any is left over.
final class Answers extends HttpResponseDecoder {
    private boolean heard;

    Answers() {
        // Heads are read, never passed on, so nobody can be harmed by what is in them.
        super(
                new HttpDecoderConfig()
                        .setMaxHeaderSize(32 * 1024)
                        .setMaxChunkSize(64 * 1024)
                        .setValidateHeaders(false));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        heard = true;
        super.channelRead(context, message);
    }

    boolean hasHeard() {
        return heard;
    }

    void expect() {
        heard = false;
    }

    boolean hasLeftOver() {
        return actualReadableBytes() > 0;
    }
}
