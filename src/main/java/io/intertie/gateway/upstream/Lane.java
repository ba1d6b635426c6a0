package io.intertie.gateway.upstream;

import io.intertie.gateway.wire.Failure;
import io.intertie.gateway.wire.Failure.Kind;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;

/// The connections of one event loop to one host; used on that loop alone.
final class Lane {
    private final EventLoop loop;
    private final Bootstrap bootstrap;
    private final Equipment equipment;
    private final Site site;
    private final ArrayDeque<Connection> resting = new ArrayDeque<>();
    private int open;

    /// A host as it is called.
    record Site(String host, int port, boolean secure) {}

    Lane(EventLoop loop, Bootstrap bootstrap, Equipment equipment, Site site) {
        this.loop = loop;
        this.bootstrap = bootstrap;
        this.equipment = equipment;
        this.site = site;
    }

    EventLoop loop() {
        return loop;
    }

    Bootstrap bootstrap() {
        return bootstrap;
    }

    Equipment equipment() {
        return equipment;
    }

    Site site() {
        return site;
    }

    boolean isUnused() {
        return open == 0;
    }

    /// Makes a call on the connection that was used last, or else on a fresh one.
    void carry(Exchange call) {
        for (var last = resting.pollLast(); last != null; last = resting.pollLast()) {
            if (last.isUsable()) {
                last.carry(call);
                return;
            }
        }
        carryFresh(call);
    }

    void carryFresh(Exchange call) {
        if (open >= equipment.bounds().connectionsPerHost()) {
            failLater(call, new Failure(Kind.BUSY, "too many connections"));
            return;
        }
        open++;
        new Dial(this, call).start();
    }

    /// Tells of a failure, but never before the caller has its call in hand.
    void failLater(Exchange call, Failure failure) {
        loop.execute(() -> call.failed(failure));
    }

    void rest(Connection connection) {
        resting.addLast(connection);
    }

    void forget(Connection connection) {
        resting.remove(connection);
    }

    /// A connection has gone, or did not come about.
    void released() {
        open--;
    }
}
