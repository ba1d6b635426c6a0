package io.intertie.tariff.feed;

import io.intertie.tariff.DayAhead.Point;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;

/// The day of the coupled day-ahead auction: midnight to midnight in Brussels, in every zone.
///
/// Its results are published about 12:57; from 13:15 on nobody should miss them, and from 16:00 on
/// whoever does is late.
final class Market {
    static final ZoneId BRUSSELS = ZoneId.of("Europe/Brussels");
    private static final LocalTime DUE = LocalTime.of(13, 15);
    private static final LocalTime LATE = LocalTime.of(16, 0);

    private Market() {}

    static LocalDate today(Instant now) {
        return now.atZone(BRUSSELS).toLocalDate();
    }

    /// Until when prices can be asked for.
    static Instant due(Instant now) {
        return published(now, DUE);
    }

    /// Until when prices must be there.
    static Instant late(Instant now) {
        return published(now, LATE);
    }

    private static Instant published(Instant now, LocalTime since) {
        var here = now.atZone(BRUSSELS);
        var days = here.toLocalTime().isBefore(since) ? 1 : 2;
        return begin(here.toLocalDate().plusDays(days));
    }

    static Instant begin(LocalDate day) {
        return day.atStartOfDay(BRUSSELS).toInstant();
    }

    /// The hours of a market day; 23 or 25 where the clocks change.
    static Duration length(LocalDate day) {
        return Duration.between(begin(day), begin(day.plusDays(1)));
    }

    /// Until when prices cover time without a gap; `from` itself if they do not cover it.
    static Instant covered(List<Point> points, Instant from) {
        var covered = from;
        for (var point : points) {
            if (point.from().isAfter(covered)) {
                return covered;
            }
            covered = point.to().isAfter(covered) ? point.to() : covered;
        }
        return covered;
    }
}
