package io.intertie.gateway.upstream;

import io.intertie.gateway.wire.Failure;
import io.intertie.gateway.wire.Failure.Kind;
import io.intertie.money.Check;
import io.intertie.platform.http.HostResolver;
import io.netty.channel.EventLoop;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/// Calls providers, each call on the event loop of its caller, over connections that are kept.
///
/// **Always true** a connection goes to exactly an address that the resolver gave, and to the name
/// that its certificate shows; a redirect is a failure; a call is sent a second time only where the
/// provider had closed a kept connection before it said a byte.
public final class UpstreamPool implements AutoCloseable {
    private static final long CLOSING_MILLIS = 2_000;

    private final Equipment equipment;
    private final Map<EventLoop, Lanes> loops = new ConcurrentHashMap<>();

    /// A pool that trusts the certificates that Java trusts.
    public UpstreamPool(HostResolver resolver, Patience patience) {
        this(resolver, patience, Optional.empty());
    }

    /// A pool that trusts what `trust` says, where it is given.
    public UpstreamPool(HostResolver resolver, Patience patience, Optional<SslContext> trust) {
        this(resolver, patience, trust, Bounds.USUAL);
    }

    UpstreamPool(
            HostResolver resolver, Patience patience, Optional<SslContext> trust, Bounds bounds) {
        equipment =
                new Equipment(
                        new Addresses(resolver),
                        patience,
                        bounds,
                        trust.orElseGet(UpstreamPool::javaTrust),
                        // Stays closed: who comes after the end is turned away.
                        new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE, true));
    }

    private static SslContext javaTrust() {
        try {
            return SslContextBuilder.forClient().sslProvider(SslProvider.JDK).build();
        } catch (SSLException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// Makes a call; to be used on the loop, which is where the listener hears what comes of it,
    /// and never before it has the call.
    public UpstreamCall call(
            EventLoop loop,
            Destination destination,
            byte[] body,
            boolean streamed,
            UpstreamListener listener) {
        Check.that(loop.inEventLoop(), "a call to a provider from outside its loop");
        var lanes = loops.get(loop);
        if (lanes == null) {
            lanes = loops.computeIfAbsent(loop, one -> new Lanes(one, equipment));
        }
        var target = lanes.target(destination);
        var call = new Exchange(target, body, streamed, listener);
        if (target.isCallable()) {
            target.lane().carry(call);
        } else {
            target.lane().failLater(call, new Failure(Kind.UNREACHABLE, "no connection"));
        }
        return call;
    }

    /// Closes all connections, for good; calls under way break. From any thread but a loop.
    @Override
    public void close() {
        equipment.open().close().awaitUninterruptibly(CLOSING_MILLIS, TimeUnit.MILLISECONDS);
    }
}
