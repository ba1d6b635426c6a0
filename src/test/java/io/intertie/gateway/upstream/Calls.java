package io.intertie.gateway.upstream;

import io.intertie.gateway.wire.Endpoint;
import io.intertie.platform.config.Secret;
import io.intertie.platform.http.HostResolver;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.handler.ssl.SslContext;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/// A pool and one event loop that calls are made on.
final class Calls implements AutoCloseable {
    static final Patience PATIENCE =
            new Patience(Duration.ofSeconds(2), Duration.ofSeconds(20), Duration.ofSeconds(20));
    static final HostResolver LOOPBACK = host -> List.of(InetAddress.getLoopbackAddress());

    private final EventLoopGroup group;
    private final UpstreamPool pool;

    Calls() {
        this(LOOPBACK, PATIENCE);
    }

    Calls(HostResolver resolver, Patience patience) {
        this(new UpstreamPool(resolver, patience, Optional.empty(), Bounds.USUAL));
    }

    Calls(Bounds bounds) {
        this(new UpstreamPool(LOOPBACK, PATIENCE, Optional.empty(), bounds));
    }

    Calls(SslContext trust) {
        this(new UpstreamPool(LOOPBACK, PATIENCE, Optional.of(trust)));
    }

    Calls(UpstreamPool pool) {
        this(pool, new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory()));
    }

    Calls(UpstreamPool pool, EventLoopGroup group) {
        this.pool = pool;
        this.group = group;
    }

    EventLoop loop() {
        return group.next();
    }

    UpstreamPool pool() {
        return pool;
    }

    Heard heard() {
        return new Heard(loop());
    }

    <T> T on(Callable<T> work) throws Exception {
        return loop().submit(work).get(10, TimeUnit.SECONDS);
    }

    /// Does something on the loop, and waits for it.
    void run(Runnable work) throws Exception {
        loop().submit(work).get(10, TimeUnit.SECONDS);
    }

    static InetAddress loopback(int last) throws UnknownHostException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
    }

    static Destination to(TalkingProvider provider) {
        return to("http://llm.example:" + provider.port() + "/v1");
    }

    static Destination to(String base) {
        return new Destination(
                URI.create(base), Endpoint.CHAT_COMPLETIONS, Optional.of(new Secret("theirs")));
    }

    UpstreamCall stream(Destination destination, UpstreamListener listener) throws Exception {
        return call(destination, "{}", true, listener);
    }

    UpstreamCall call(Destination to, String body, boolean streamed, UpstreamListener listener)
            throws Exception {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        return on(() -> pool.call(loop(), to, bytes, streamed, listener));
    }

    /// A call that is not streamed, and the first it hears.
    String whole(Destination destination) throws Exception {
        var heard = heard();
        call(destination, "{}", false, heard);
        var line = heard.next();
        heard.hearsNothingFor(20);
        return line;
    }

    @Override
    public void close() {
        pool.close();
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
