package io.intertie.gateway.front;

import io.netty.channel.EventLoop;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// The connections of one event loop, looked at once a tick: whoever is late is told.
///
/// One look for all costs less than a timer for each request. Everything here runs on the loop.
final class Watch {
    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private final Set<Connection> connections = new HashSet<>();
    private final long tickNanos;
    private final Clock clock;
    private long ticks;
    private long dateSecond = Long.MIN_VALUE;
    private byte[] date = {};
    private boolean isLeaving;

    Watch(EventLoop loop, Duration tick, Clock clock) {
        tickNanos = tick.toNanos();
        this.clock = clock;
        var _ = loop.scheduleAtFixedRate(this::look, tickNanos, tickNanos, TimeUnit.NANOSECONDS);
    }

    void add(Connection connection) {
        connections.add(connection);
    }

    void remove(Connection connection) {
        connections.remove(connection);
    }

    /// The tick at which a time from now is over.
    long after(Duration wait) {
        return ticks + 1 + wait.toNanos() / tickNanos;
    }

    /// The time as HTTP writes it, a tick old at most.
    byte[] date() {
        if (dateSecond == Long.MIN_VALUE) {
            tellTime();
        }
        return date;
    }

    private void look() {
        ticks++;
        tellTime();
        for (var connection : List.copyOf(connections)) {
            if (connection.patience().isOver(ticks)) {
                connection.late();
            }
        }
    }

    private void tellTime() {
        var now = clock.instant();
        if (now.getEpochSecond() != dateSecond) {
            dateSecond = now.getEpochSecond();
            date = HTTP_DATE.format(now).getBytes(StandardCharsets.US_ASCII);
        }
    }

    boolean isLeaving() {
        return isLeaving;
    }

    /// From now on new requests are refused.
    void leave() {
        isLeaving = true;
    }

    /// How many requests are being read or answered.
    int busy() {
        return (int) connections.stream().filter(Connection::isBusy).count();
    }

    /// Ends what is left.
    void cut() {
        List.copyOf(connections).forEach(Connection::cut);
    }
}
