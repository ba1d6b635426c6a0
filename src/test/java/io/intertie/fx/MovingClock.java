package io.intertie.fx;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/// A clock that a test sets, forwards and backwards.
public final class MovingClock extends Clock {
    private final AtomicReference<Instant> now;

    public MovingClock(String start) {
        now = new AtomicReference<>(Instant.parse(start));
    }

    public void set(String instant) {
        now.set(Instant.parse(instant));
    }

    public void pass(Duration time) {
        now.updateAndGet(at -> at.plus(time));
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("rates are in UTC");
    }
}
