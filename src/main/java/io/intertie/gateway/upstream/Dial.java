package io.intertie.gateway.upstream;

import io.intertie.gateway.wire.Failure;
import io.intertie.gateway.wire.Failure.Kind;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Brings about one connection for a call: finds the addresses, tries them in turn, shakes hands;
/// all of it within the time to connect.
final class Dial {
    private final Lane lane;
    private final Exchange call;
    private final Deque<InetAddress> untried = new ArrayDeque<>();
    private final long deadline;
    private @Nullable Future<?> limit;
    private @Nullable Channel channel;
    private boolean over;

    Dial(Lane lane, Exchange call) {
        this.lane = lane;
        this.call = call;
        deadline = System.nanoTime() + lane.equipment().patience().connect().toNanos();
    }

    void start() {
        call.waitsFor(this::stop);
        var loop = lane.loop();
        limit = loop.schedule(this::fail, deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        var addresses = lane.equipment().addresses().of(lane.site().host());
        if (addresses.isDone() && !addresses.isCompletedExceptionally()) {
            resolved(addresses.join());
        } else {
            var _ =
                    addresses.whenComplete((found, refused) ->
                            loop.execute(() -> resolved(refused == null ? found : List.of())));
        }
    }

    private void resolved(List<InetAddress> addresses) {
        untried.addAll(addresses);
        tryNext();
    }

    private void tryNext() {
        var address = untried.poll();
        if (over) {
            return;
        }
        if (address == null) {
            fail();
            return;
        }
        // A silent address must leave time for the ones after it.
        var left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        var share = Math.clamp(left / (untried.size() + 1), 1, Integer.MAX_VALUE);
        var connection = new Connection(lane);
        var connecting =
                lane.bootstrap()
                        .clone()
                        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, share)
                        .handler(new Fittings(connection))
                        .connect(new InetSocketAddress(address, lane.site().port()));
        channel = connecting.channel();
        connecting.addListener(connected -> {
            if (over) {
                var _ = connecting.channel().close();
            } else if (!connected.isSuccess()) {
                tryNext();
            } else if (lane.site().secure()) {
                shakeHands(connecting.channel(), connection);
            } else {
                done(connection);
            }
        });
    }

    private void shakeHands(Channel connected, Connection connection) {
        connected
                .pipeline()
                .get(SslHandler.class)
                .handshakeFuture()
                .addListener(trusted -> {
                    if (trusted.isSuccess()) {
                        done(connection);
                    } else {
                        fail();
                    }
                });
    }

    private void done(Connection connection) {
        if (over) {
            return;
        }
        if (!connection.isUsable()) {
            fail();
            return;
        }
        finish();
        connection.open();
        connection.carry(call);
    }

    private void fail() {
        if (!over) {
            stop();
            // The address may be known and refuse at once, while the call is still being made.
            lane.failLater(call, new Failure(Kind.UNREACHABLE, "no connection"));
        }
    }

    private void stop() {
        if (!over) {
            finish();
            lane.released();
            if (channel != null) {
                var _ = channel.close();
            }
        }
    }

    private void finish() {
        over = true;
        if (limit != null) {
            limit.cancel(false);
        }
    }

    /// What a connection is made of, from the wire to its calls.
    private final class Fittings extends ChannelInitializer<Channel> {
        private final Connection connection;

        Fittings(Connection connection) {
            this.connection = connection;
        }

        @Override
        protected void initChannel(Channel made) {
            var equipment = lane.equipment();
            var site = lane.site();
            if (site.secure()) {
                var tls = equipment.tls().newHandler(made.alloc(), site.host(), site.port());
                var parameters = tls.engine().getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                tls.engine().setSSLParameters(parameters);
                tls.setHandshakeTimeoutMillis(equipment.patience().connect().toMillis());
                // Whoever stops reading must not keep a cancelled call open.
                tls.setCloseNotifyFlushTimeoutMillis(100);
                made.pipeline().addLast(tls);
            }
            made.pipeline().addLast(connection.answers(), connection);
            equipment.open().add(made);
        }
    }
}
