package io.intertie.gateway.front;

import io.intertie.platform.config.Settings;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// The gateway's own port: HTTP/1.1 on event loops, without a hop between client and provider.
///
/// It stops in three steps: no new connection is taken, no new request is answered, and what is
/// open has a time to end by itself.
final class NettyFront implements AutoCloseable {
    private static final int BACKLOG = 1024;
    // What may be written to a client that does not read, before its provider has to wait.
    private static final WriteBufferWaterMark WATER_MARKS =
            new WriteBufferWaterMark(16 * 1024, 64 * 1024);
    // A refusal takes a moment; beyond this many at once there is none.
    private static final int MOST_SURPLUS = 256;

    private final Loops loops;
    private final Desk desk;
    private final Settings.Gateway settings;
    private final Optional<SslContext> tls;
    private final Map<EventLoop, Watch> watches = new ConcurrentHashMap<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final Channel listener;
    private volatile boolean isLeaving;

    /// Listens.
    ///
    /// @throws IllegalStateException if the port is taken, or the TLS files are no use
    NettyFront(Loops loops, Desk desk, Settings.Gateway settings) {
        this.loops = loops;
        this.desk = desk;
        this.settings = settings;
        this.tls = settings.tls().map(Tls::context);
        this.listener = listen();
    }

    private Channel listen() {
        var bound =
                new ServerBootstrap()
                        .group(loops.group())
                        .channel(loops.serverChannel())
                        .option(ChannelOption.SO_BACKLOG, BACKLOG)
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                        .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARKS)
                        .childHandler(
                                new ChannelInitializer<SocketChannel>() {
                                    @Override
                                    protected void initChannel(SocketChannel channel) {
                                        welcome(channel);
                                    }
                                })
                        .bind(new InetSocketAddress(settings.address(), settings.port()))
                        .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IllegalStateException(
                    "the gateway cannot listen on %s:%d (INTERTIE_GATEWAY_PORT): %s"
                            .formatted(
                                    settings.address().getHostAddress(),
                                    settings.port(),
                                    String.valueOf(bound.cause())),
                    bound.cause());
        }
        return bound.channel();
    }

    private void welcome(SocketChannel channel) {
        var surplus = connections.incrementAndGet() - settings.connections();
        var _ = channel.closeFuture().addListener(_ -> connections.decrementAndGet());
        // To refuse within TLS would cost more than to serve.
        if (isLeaving || surplus > MOST_SURPLUS || (surplus > 0 && tls.isPresent())) {
            var _ = channel.close();
            return;
        }
        tls.ifPresent(context -> channel.pipeline().addLast(context.newHandler(channel.alloc())));
        var connection = new Connection(desk, watch(channel.eventLoop()), surplus > 0);
        channel.pipeline().addLast(connection.decoder(), connection);
    }

    private Watch watch(EventLoop loop) {
        return watches.computeIfAbsent(
                loop, its -> new Watch(its, desk.limits().tick(), desk.clock()));
    }

    /// The port that it listens on.
    int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /// How many clients are connected.
    int connections() {
        return connections.get();
    }

    /// Stops: returns when all is over, or its time is.
    @Override
    public void close() {
        isLeaving = true;
        watches.forEach((loop, watch) -> loop.submit(watch::leave).awaitUninterruptibly());
        listener.close().awaitUninterruptibly();
        var end = System.nanoTime() + settings.drain().toNanos();
        while (busy() > 0 && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        watches.forEach((loop, watch) -> loop.submit(watch::cut).awaitUninterruptibly());
    }

    private int busy() {
        return watches.entrySet().stream()
                .mapToInt(each ->
                        each.getKey().submit(each.getValue()::busy).syncUninterruptibly().getNow())
                .sum();
    }
}
