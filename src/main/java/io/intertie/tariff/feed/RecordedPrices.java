package io.intertie.tariff.feed;

import io.intertie.tariff.DayAhead;
import io.intertie.tariff.feed.DayAheadStore.Kept;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/// The day-ahead prices on record, corrections in their places.
@ApplicationScoped
class RecordedPrices implements DayAhead {
    private final DayAheadStore store;

    @Inject
    RecordedPrices(DayAheadStore store) {
        this.store = store;
    }

    @Override
    public Optional<Point> at(String biddingZone, Instant at) {
        return between(biddingZone, at, at.plusNanos(1000)).stream().findFirst();
    }

    @Override
    public List<Point> between(String biddingZone, Instant from, Instant to) {
        if (!from.isBefore(to)) {
            return List.of();
        }
        return BiddingZone.of(biddingZone)
                .map(zone -> valid(store.between(zone.code(), from, to)))
                .orElse(List.of());
    }

    /// What is left of prices of several revisions where the highest counts.
    static List<Point> valid(List<Kept> kept) {
        var valid = new TreeMap<Instant, Point>();
        kept.stream()
                .sorted(Comparator.comparingInt(Kept::revision).reversed())
                .flatMap(one -> uncovered(one.point(), valid).stream())
                .forEach(part -> valid.put(part.from(), part));
        return List.copyOf(valid.values());
    }

    /// The parts of a price that no other price covers.
    private static List<Point> uncovered(Point point, NavigableMap<Instant, Point> others) {
        var parts = new ArrayList<Point>();
        var begin = point.from();
        var first = Objects.requireNonNullElse(others.floorKey(begin), begin);
        for (var one : others.subMap(first, point.to()).values()) {
            if (begin.isBefore(one.from())) {
                parts.add(part(point, begin, one.from()));
            }
            begin = one.to().isAfter(begin) ? one.to() : begin;
        }
        if (begin.isBefore(point.to())) {
            parts.add(part(point, begin, point.to()));
        }
        return parts;
    }

    private static Point part(Point of, Instant from, Instant to) {
        return new Point(from, to, of.currency(), of.pricePerMwh(), of.source());
    }
}
