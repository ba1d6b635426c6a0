package io.intertie.gateway.upstream;

import io.intertie.gateway.upstream.Lane.Site;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoop;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// One event loop's connections to all hosts, and what is known of destinations there.
final class Lanes {
    private static final int MOST = 10_000;

    private final EventLoop loop;
    private final Bootstrap bootstrap;
    private final Equipment equipment;
    private final Map<Destination, Target> targets = new HashMap<>();
    private final Map<Site, Lane> lanes = new HashMap<>();

    Lanes(EventLoop loop, Equipment equipment) {
        this.loop = loop;
        this.equipment = equipment;
        var epoll = loop instanceof IoEventLoop io && io.isIoType(EpollIoHandler.class);
        bootstrap =
                new Bootstrap()
                        .group(loop)
                        .channel(epoll ? EpollSocketChannel.class : NioSocketChannel.class)
                        .option(ChannelOption.TCP_NODELAY, true)
                        // Netty's usual one gives long buffers back to the system, and in Java 25
                        // each that goes stops all threads for a moment.
                        .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                        .disableResolver();
    }

    Target target(Destination destination) {
        var known = targets.get(destination);
        if (known != null) {
            return known;
        }
        if (targets.size() >= MOST) {
            targets.clear();
            lanes.values().removeIf(Lane::isUnused);
        }
        var made = new Target(lane(site(destination)), destination);
        targets.put(destination, made);
        return made;
    }

    private Lane lane(Site site) {
        return lanes.computeIfAbsent(site, to -> new Lane(loop, bootstrap, equipment, to));
    }

    private static Site site(Destination destination) {
        var base = destination.base();
        var host = String.valueOf(base.getHost()).toLowerCase(Locale.ROOT);
        var bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        var secure = "https".equals(base.getScheme());
        var usual = secure ? 443 : 80;
        return new Site(bare, base.getPort() < 0 ? usual : base.getPort(), secure);
    }
}
