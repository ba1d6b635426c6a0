package io.intertie.tariff.feed;

import io.intertie.tariff.DayAhead;
import io.intertie.tariff.DayAhead.Point;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Watches that zones have the prices that are published.
@ApplicationScoped
public class ZoneWatch {
    /// The clock of the auction, in every zone.
    public static final ZoneId MARKET_TIME = Market.BRUSSELS;

    private static final Duration AHEAD = Duration.ofDays(3);
    private static final Duration OF_LATE = Duration.ofDays(7);

    private final DayAhead prices;
    private final DayAheadStore store;
    private final Clock clock;

    @Inject
    ZoneWatch(DayAhead prices, DayAheadStore store, Clock clock) {
        this.prices = prices;
        this.store = store;
        this.clock = clock;
    }

    /// | state | what is there |
    /// |---|---|
    /// | fresh | all that is published by 16:00 in Brussels |
    /// | late | the price of now, not of all that is published |
    /// | stopped | no price of now |
    public enum Freshness {
        FRESH,
        LATE,
        STOPPED;

        public boolean isAlarming() {
            return this != FRESH;
        }

        /// The state's name in message keys.
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /// How a zone does: the price of now, until when there is one without a gap, when a document
    /// last brought one.
    public record Zone(
            String code,
            Freshness freshness,
            Optional<Point> now,
            Optional<Instant> coveredUntil,
            Optional<Instant> takenAt) {}

    /// The zones that are asked for, and those that have had a price of late.
    List<Zone> zones(List<String> asked) {
        var now = clock.instant();
        var codes = new TreeSet<>(asked);
        codes.addAll(store.zones(now.minus(OF_LATE)));
        return codes.stream().map(code -> zone(code, now)).toList();
    }

    private Zone zone(String code, Instant now) {
        var points = prices.between(code, now, now.plus(AHEAD));
        var covered = Market.covered(points, now);
        var current = points.stream().findFirst().filter(point -> !point.from().isAfter(now));
        return new Zone(
                code,
                freshness(covered, now),
                current,
                Optional.of(covered).filter(until -> until.isAfter(now)),
                store.takenAt(code, now.minus(OF_LATE)));
    }

    private static Freshness freshness(Instant covered, Instant now) {
        if (!covered.isAfter(now)) {
            return Freshness.STOPPED;
        }
        return covered.isBefore(Market.late(now)) ? Freshness.LATE : Freshness.FRESH;
    }

    /// Whether more is published of a zone than is on record.
    boolean isDue(String code) {
        var now = clock.instant();
        var points = prices.between(code, now, now.plus(AHEAD));
        return Market.covered(points, now).isBefore(Market.due(now));
    }

    /// The prices of a zone on a day of the market, and how long the day is.
    public Day day(String code, LocalDate day) {
        var begin = Market.begin(day);
        var end = begin.plus(Market.length(day));
        return new Day(day, begin, end, prices.between(code, begin, end));
    }

    /// A day of the market.
    public record Day(LocalDate date, Instant from, Instant to, List<Point> prices) {}

    /// The market's day now.
    public LocalDate today() {
        return Market.today(clock.instant());
    }
}
