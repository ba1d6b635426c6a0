package io.intertie.gateway.front;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.intertie.platform.config.Settings;
import io.intertie.platform.http.AddressBlock;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// A front on a port of its own before a scripted reception.
final class TestFront implements AutoCloseable {
    static final FrontLimits SHORT =
            new FrontLimits(
                    Duration.ofMillis(300),
                    Duration.ofMillis(300),
                    Duration.ofMillis(600),
                    Duration.ofMillis(600),
                    Duration.ofMillis(300),
                    Duration.ofMillis(20));

    private static final List<String> LEAKS = new CopyOnWriteArrayList<>();
    // Held, because the logging system would forget it.
    private static final Logger LEAK_LOG = Logger.getLogger(ResourceLeakDetector.class.getName());

    static {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        LEAK_LOG.addHandler(
                new Handler() {
                    @Override
                    public void publish(LogRecord said) {
                        LEAKS.add(said.getMessage());
                    }

                    @Override
                    public void flush() {}

                    @Override
                    public void close() {}
                });
    }

    /// A buffer that is collected before it was given back is told of when the next one is made.
    static void assertNothingLeaked() {
        for (int round = 0; round < 3; round++) {
            System.gc();
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            ByteBufAllocator.DEFAULT.directBuffer(16).release();
        }
        assertEquals(List.of(), LEAKS);
    }

    final Script script = new Script();
    final BodyRoom room = new BodyRoom(64 * 1024 * 1024);
    private final Loops loops;
    private final NettyFront front;

    TestFront() {
        this(new Loops(), settings(1_000, Duration.ofSeconds(5)), FrontLimits.USUAL);
    }

    TestFront(Loops loops, Settings.Gateway settings, FrontLimits limits) {
        this.loops = loops;
        var desk =
                new Desk(
                        script,
                        Clock.systemUTC(),
                        new Origins(settings.trustedProxies()),
                        limits,
                        room);
        this.front = new NettyFront(loops, desk, settings);
    }

    static Settings.Gateway settings(int connections, Duration drain) {
        return settings(connections, drain, Optional.empty(), List.of());
    }

    static Settings.Gateway settings(
            int connections,
            Duration drain,
            Optional<Settings.Tls> tls,
            List<AddressBlock> proxies) {
        return new Settings.Gateway(
                InetAddress.getLoopbackAddress(),
                0,
                URI.create("http://localhost"),
                tls,
                proxies,
                connections,
                drain);
    }

    int port() {
        return front.port();
    }

    Wire wire() throws IOException {
        return new Wire(port());
    }

    int connections() {
        return front.connections();
    }

    /// Stops the front, as the node's end does.
    void stop() {
        front.close();
    }

    static void await(String what, BooleanSupplier condition) {
        var end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("never: " + what);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Override
    public void close() {
        script.resume.countDown();
        front.close();
        await("all connections are closed", () -> front.connections() == 0);
        assertEquals(0, room.taken(), "bytes of bodies are kept");
        loops.close();
    }
}
