package io.intertie.web.provider;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;

/// A time as it was typed, by a site's clock; an hour that comes twice is its first.
record TypedTime(Optional<String> text, ZoneId clock) {
    private static final int FIRST_YEAR = 2000;
    private static final int LAST_YEAR = 2199;

    /// The instant; empty where nothing was typed, or what is at fault.
    Optional<Instant> at() {
        return local().filter(this::isOnTheClock).map(time -> time.atZone(clock).toInstant());
    }

    /// The end of the key that says what is wrong: no time at all, or one that the clock skips when
    /// it is set forward.
    Optional<String> fault() {
        if (text.isEmpty() || at().isPresent()) {
            return Optional.empty();
        }
        return Optional.of(local().isPresent() ? "skipped" : "time");
    }

    private boolean isOnTheClock(LocalDateTime time) {
        return !clock.getRules().getValidOffsets(time).isEmpty();
    }

    private Optional<LocalDateTime> local() {
        try {
            return text.map(LocalDateTime::parse)
                    .filter(time -> time.getYear() >= FIRST_YEAR && time.getYear() <= LAST_YEAR);
        } catch (DateTimeException malformed) {
            return Optional.empty();
        }
    }
}
