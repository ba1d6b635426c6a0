package io.intertie.web.admin;

import io.intertie.platform.http.Wording;
import io.intertie.tariff.DayAhead.Point;
import io.intertie.tariff.feed.BiddingZone;
import io.intertie.tariff.feed.Feeds;
import io.intertie.tariff.feed.MonthlyTables;
import io.intertie.tariff.feed.ZoneWatch;
import io.intertie.web.Figures;
import io.intertie.web.books.TriedLine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Fills the feeds' page from the room that knows.
@ApplicationScoped
class FeedSheet {
    private final Feeds feeds;
    private final ZoneWatch watch;
    private final MonthlyTables tables;
    private final Clock clock;

    @Inject
    FeedSheet(Feeds feeds, ZoneWatch watch, MonthlyTables tables, Clock clock) {
        this.feeds = feeds;
        this.watch = watch;
        this.tables = tables;
        this.clock = clock;
    }

    /// A feed that is configured and how it does.
    public record FeedLine(
            String source,
            String zone,
            String address,
            Optional<Figures.Moment> succeededAt,
            Optional<String> fault,
            int failures,
            Optional<Figures.Moment> restsUntil,
            boolean isAlarmed) {
        static FeedLine of(Feeds.State state, Figures figures, Function<Wording, String> said) {
            var attempts = state.attempts();
            return new FeedLine(
                    state.kind().source(),
                    state.zone(),
                    attempts.url().map(url -> url.toString()).orElse(""),
                    attempts.succeededAt().map(figures::moment),
                    attempts.fault().map(said),
                    attempts.failures(),
                    attempts.restsUntil().map(figures::moment),
                    state.isAlarmed());
        }
    }

    /// A bidding zone: the price of now, how far prices reach, how many hours ago they came.
    public record ZoneLine(
            String code,
            String state,
            boolean isAlarming,
            Optional<String> now,
            Optional<Figures.Moment> coveredUntil,
            Optional<Figures.Moment> takenAt,
            long ageHours) {}

    List<FeedLine> feeds(Figures figures, Function<Wording, String> said) {
        return feeds.states().stream().map(one -> FeedLine.of(one, figures, said)).toList();
    }

    List<ZoneLine> zones(Figures figures) {
        return feeds.zones().stream().map(one -> line(one, figures)).toList();
    }

    private ZoneLine line(ZoneWatch.Zone zone, Figures figures) {
        var age = zone.takenAt().map(at -> Duration.between(at, clock.instant()).toHours());
        return new ZoneLine(
                zone.code(),
                zone.freshness().word(),
                zone.freshness().isAlarming(),
                zone.now().map(point -> perMwh(point, figures)),
                zone.coveredUntil().map(figures::moment),
                zone.takenAt().map(figures::moment),
                age.orElse(0L));
    }

    static String perMwh(Point point, Figures figures) {
        return figures.iso(point.currency(), point.pricePerMwh(), 2);
    }

    List<TriedLine> tables(io.intertie.identity.Actor reader, Figures figures) {
        return tables.latest(reader).stream().map(one -> TriedLine.of(one, figures)).toList();
    }

    /// What is wrong now, for the page of what needs a hand: feeds, then zones.
    List<String> alarms() {
        var alarms = new ArrayList<String>();
        feeds.states().stream()
                .filter(Feeds.State::isAlarmed)
                .forEach(one -> alarms.add((one.kind().source() + " " + one.zone()).strip()));
        feeds.zones().stream()
                .filter(one -> one.freshness().isAlarming())
                .forEach(one -> alarms.add(one.code()));
        return alarms;
    }

    /// How many feeds and zones are watched.
    int watched() {
        return feeds.states().size() + feeds.zones().size();
    }

    /// A zone's day: the one that is named, or else today's of the first zone.
    Optional<FeedDay> day(String zone, String day, Figures figures) {
        var code =
                BiddingZone.of(zone)
                        .map(BiddingZone::code)
                        .or(() -> feeds.zones().stream().map(ZoneWatch.Zone::code).findFirst());
        return code.map(it -> FeedDay.of(it, watch.day(it, date(day)), figures));
    }

    private LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (java.time.DateTimeException unreadable) {
            return watch.today();
        }
    }
}
