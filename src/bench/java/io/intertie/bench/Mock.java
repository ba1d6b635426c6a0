package io.intertie.bench;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// A provider that answers always the same at once, or streams [#CHUNKS] chunks, one each ten
/// milliseconds, or fewer and slower ones: what it costs is not what is measured.
final class Mock implements AutoCloseable {
    static final int CHUNKS = 64;
    static final int SLOW_CHUNKS = 16;
    static final int QUICK_CHUNKS = 2;
    static final Duration SLOW = Duration.ofSeconds(2);

    private static final Duration USUAL = Duration.ofMillis(10);

    private static final String HEAD =
            "{\"id\":\"chatcmpl-bench\",\"object\":\"chat.completion%s\",\"created\":1764000000,"
                    + "\"model\":\"echo-1\",\"choices\":[{\"index\":0,";
    private static final String USAGE =
            "\"usage\":{\"prompt_tokens\":20,\"completion_tokens\":64,\"total_tokens\":84}}";
    private static final ByteBuf WHOLE =
            bytes(
                    HEAD.formatted("")
                            + "\"message\":{\"role\":\"assistant\",\"content\":\"The grid hums.\"},"
                            + "\"finish_reason\":\"stop\"}],"
                            + USAGE);
    private static final ByteBuf CHUNK =
            event(
                    HEAD.formatted(".chunk")
                            + "\"delta\":{\"role\":\"assistant\",\"content\":\" humming\"},"
                            + "\"finish_reason\":null}]}");
    private static final ByteBuf END =
            bytes(
                    "data: "
                            + HEAD.formatted(".chunk")
                            + "\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: "
                            + HEAD.formatted(".chunk").replaceFirst("\\[.*$", "[],")
                            + USAGE
                            + "\n\ndata: [DONE]\n\n");

    private final MultiThreadIoEventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Channel listener;

    Mock(int port) {
        listener =
                new ServerBootstrap()
                        .group(loops)
                        .channel(NioServerSocketChannel.class)
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .option(ChannelOption.SO_BACKLOG, 1_024)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childHandler(
                                new ChannelInitializer<SocketChannel>() {
                                    @Override
                                    protected void initChannel(SocketChannel channel) {
                                        channel.pipeline()
                                                .addLast(
                                                        new HttpServerCodec(),
                                                        new HttpObjectAggregator(16 << 20),
                                                        new Answering());
                                    }
                                })
                        .bind(InetAddress.getLoopbackAddress(), port)
                        .syncUninterruptibly()
                        .channel();
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.unreleasableBuffer(
                Unpooled.copiedBuffer(text, StandardCharsets.UTF_8).asReadOnly());
    }

    private static ByteBuf event(String json) {
        return bytes("data: " + json + "\n\n");
    }

    private static final class Answering extends SimpleChannelInboundHandler<FullHttpRequest> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
            var asked = request.content().toString(StandardCharsets.UTF_8);
            if (asked.contains("\"slow\":true")) {
                stream(context, SLOW_CHUNKS, SLOW);
            } else if (asked.contains("\"quick\":true")) {
                stream(context, QUICK_CHUNKS, Duration.ZERO);
            } else if (asked.contains("\"stream\":true")) {
                stream(context, CHUNKS, USUAL);
            } else {
                whole(context);
            }
        }

        private static void whole(ChannelHandlerContext context) {
            var answer =
                    new DefaultFullHttpResponse(
                            HttpVersion.HTTP_1_1, HttpResponseStatus.OK, WHOLE.duplicate());
            answer.headers()
                    .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON)
                    .setInt(HttpHeaderNames.CONTENT_LENGTH, WHOLE.readableBytes());
            context.writeAndFlush(answer);
        }

        private static void stream(ChannelHandlerContext context, int chunks, Duration gap) {
            var head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
            head.headers()
                    .set(HttpHeaderNames.CONTENT_TYPE, "text/event-stream")
                    .set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
            context.writeAndFlush(head);
            tick(context, chunks, gap);
        }

        private static void tick(ChannelHandlerContext context, int left, Duration gap) {
            if (!context.channel().isActive()) {
                return;
            }
            if (left == 0) {
                context.write(new DefaultHttpContent(END.duplicate()));
                context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
                return;
            }
            context.writeAndFlush(new DefaultHttpContent(CHUNK.duplicate()));
            if (gap.isZero()) {
                tick(context, left - 1, gap);
                return;
            }
            context.executor()
                    .schedule(
                            () -> tick(context, left - 1, gap),
                            gap.toMillis(),
                            TimeUnit.MILLISECONDS);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable gone) {
            context.newSucceededFuture().addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void close() {
        listener.close().syncUninterruptibly();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
