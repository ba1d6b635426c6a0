package io.intertie.tariff.feed;

import io.intertie.tariff.DayAhead.Point;
import io.intertie.tariff.feed.DayAheadStore.Kept;
import io.intertie.tariff.feed.Told.Price;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// Compares what a document tells with what is on record.
///
/// ENTSO-E is the official source: where Energy-Charts tells otherwise, ENTSO-E's price stays.
final class Comparison {
    /// No price lasts longer, so whatever overlaps begins no earlier.
    private static final Duration LONGEST = Duration.ofHours(1);

    private final TreeMap<Instant, List<Kept>> kept = new TreeMap<>();
    private final TreeMap<Instant, Point> valid = new TreeMap<>();
    private final FeedKind kind;

    Comparison(List<Kept> kept, FeedKind kind) {
        kept.forEach(one ->
                this.kept.computeIfAbsent(one.point().from(), from -> new ArrayList<>()).add(one));
        RecordedPrices.valid(kept).forEach(point -> valid.put(point.from(), point));
        this.kind = kind;
    }

    /// The prices that go on record, with their revisions, and how many do not.
    record Judged(List<Kept> news, int unchanged, int disagreeing) {
        DayAheadFiles.Taken taken(Told told, String sha256) {
            var fresh = (int) news.stream().filter(one -> one.revision() == 0).count();
            return new DayAheadFiles.Taken(
                    told.zone().code(),
                    fresh,
                    news.size() - fresh,
                    unchanged,
                    disagreeing,
                    told.missing(),
                    told.from(),
                    told.to(),
                    sha256);
        }
    }

    Judged judged(Told told, String sha256) {
        var source = kind.source() + ", SHA-256 " + sha256;
        var news = new ArrayList<Kept>();
        int unchanged = 0;
        int disagreeing = 0;
        for (var price : told.prices()) {
            var now = overlapping(price);
            var point =
                    new Point(price.from(), price.to(), told.currency(), price.perMwh(), source);
            if (isSaidBy(now, point)) {
                unchanged++;
            } else if (now.stream().anyMatch(this::isBetterKnown)) {
                disagreeing++;
            } else {
                news.add(new Kept(point, revision(price)));
            }
        }
        return new Judged(List.copyOf(news), unchanged, disagreeing);
    }

    private List<Point> overlapping(Price price) {
        return valid.subMap(price.from().minus(LONGEST), false, price.to(), false).values().stream()
                .filter(point -> point.to().isAfter(price.from()))
                .toList();
    }

    /// Whether points say of a whole range what a new one says.
    private static boolean isSaidBy(List<Point> points, Point fresh) {
        var begin = fresh.from();
        for (var point : points) {
            var isAlike =
                    point.currency().equals(fresh.currency())
                            && point.pricePerMwh().compareTo(fresh.pricePerMwh()) == 0;
            if (!isAlike || point.from().isAfter(begin)) {
                return false;
            }
            begin = point.to();
        }
        return !begin.isBefore(fresh.to());
    }

    private boolean isBetterKnown(Point point) {
        return kind != FeedKind.ENTSOE && point.source().startsWith(FeedKind.ENTSOE.source());
    }

    private int revision(Price price) {
        return kept.subMap(price.from().minus(LONGEST), false, price.to(), false).values().stream()
                        .flatMap(List::stream)
                        .filter(one -> one.point().to().isAfter(price.from()))
                        .mapToInt(Kept::revision)
                        .max()
                        .orElse(-1)
                + 1;
    }
}
