package io.intertie.gateway.front;

import io.intertie.gateway.wire.Reception;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;

/// The gateway's own port, a free one, before whatever reception a test has.
public final class OpenFront implements AutoCloseable {
    private final Loops loops = new Loops();
    private final NettyFront front;

    public OpenFront(Reception reception) {
        var settings = TestFront.settings(1_000, Duration.ofSeconds(5));
        var desk =
                new Desk(
                        reception,
                        Clock.systemUTC(),
                        new Origins(settings.trustedProxies()),
                        FrontLimits.USUAL,
                        BodyRoom.usual());
        front = new NettyFront(loops, desk, settings);
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + front.port());
    }

    @Override
    public void close() {
        front.close();
        TestFront.await("all connections are closed", () -> front.connections() == 0);
        loops.close();
    }
}
