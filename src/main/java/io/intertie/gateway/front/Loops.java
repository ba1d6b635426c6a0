package io.intertie.gateway.front;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;

/// The event loops that exchanges live on; both fronts use them.
///
/// One for every second processor: the log, the books and the portal need the others, and a loop
/// that has more to do in one turn does it with fewer.
@ApplicationScoped
class Loops {
    private final boolean isNative;
    private final MultiThreadIoEventLoopGroup group;

    Loops() {
        this(Epoll.isAvailable(), Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    }

    Loops(boolean isNative, int count) {
        this.isNative = isNative;
        this.group =
                new MultiThreadIoEventLoopGroup(
                        count,
                        new DefaultThreadFactory("gateway", true),
                        isNative ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    }

    MultiThreadIoEventLoopGroup group() {
        return group;
    }

    Class<? extends ServerChannel> serverChannel() {
        return isNative ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    }

    boolean isNative() {
        return isNative;
    }

    EventLoop next() {
        return group.next();
    }

    @PreDestroy
    void close() {
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }
}
