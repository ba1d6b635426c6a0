package io.intertie.quality;

import io.intertie.platform.persistence.Columns;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Keeps buckets in `quality_bucket`. A call lies in exactly one of them: first in a minute's, then
/// in an hour's, then in a day's, so that any window is a sum.
final class BucketStore {
    /// How long a bucket is.
    enum Span {
        MINUTE(ChronoUnit.MINUTES),
        HOUR(ChronoUnit.HOURS),
        DAY(ChronoUnit.DAYS);

        private final ChronoUnit unit;

        Span(ChronoUnit unit) {
            this.unit = unit;
        }

        Instant startOf(Instant at) {
            return at.truncatedTo(unit);
        }
    }

    /// Whose bucket, and when it begins.
    record Place(UUID listingId, Instant startsAt) {
        Place in(Span span) {
            return new Place(listingId, span.startOf(startsAt));
        }
    }

    private record OneDay(UUID listingId, LocalDate day, Uptime uptime) {}

    private record Kept(Place place, Bucket bucket) {}

    private final Database database;

    BucketStore(Database database) {
        this.database = database;
    }

    /// Writes some of a node's buckets, all or none.
    void put(Span span, UUID node, Map<Place, Bucket> buckets, Set<Place> some) {
        if (!some.isEmpty()) {
            database.transaction(() ->
                    some.forEach(place ->
                            put(span, place, node, Objects.requireNonNull(buckets.get(place)))));
        }
    }

    /// Writes a node's bucket; the same again replaces it.
    private void put(Span span, Place place, UUID node, Bucket bucket) {
        database.sql(
                        """
                        insert into quality_bucket values
                            (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict (listing_id, span, starts_at, node) do update set
                            answered = excluded.answered, failed = excluded.failed,
                            uncounted = excluded.uncounted, stalls = excluded.stalls,
                            output_tokens = excluded.output_tokens,
                            first_token = excluded.first_token, speed = excluded.speed,
                            gap = excluded.gap, jitter = excluded.jitter
                        """,
                        place.listingId(),
                        span,
                        place.startsAt(),
                        node,
                        bucket.answered,
                        bucket.failed,
                        bucket.uncounted,
                        bucket.outputTokens,
                        bucket.stalls,
                        bucket.firstTokenMillis.bytes(),
                        bucket.decitokensPerSecond.bytes(),
                        bucket.gapMicros.bytes(),
                        bucket.jitterBasisPoints.bytes())
                .update();
    }

    /// Every listing's buckets that began since, added up.
    Map<UUID, Bucket> since(Instant first) {
        var kept =
                database.sql("select * from quality_bucket where starts_at > ?", first)
                        .list(BucketStore::kept);
        return sums(kept, one -> one.place().listingId());
    }

    /// A listing's buckets that began since, added up in spans of time.
    SortedMap<Instant, Bucket> since(Instant first, UUID listingId, Span span) {
        var kept =
                database.sql(
                                "select * from quality_bucket"
                                        + " where listing_id = ? and starts_at > ?",
                                listingId,
                                first)
                        .list(BucketStore::kept);
        return new TreeMap<>(sums(kept, one -> span.startOf(one.place().startsAt())));
    }

    /// A listing's counted calls of a short and a long time.
    record Lately(UUID listingId, Uptime shortly, Uptime all) {}

    /// How many calls of each listing counted since two instants: no spread is read for that.
    List<Lately> uptimes(Instant shortly, Instant first) {
        return database.sql(
                        """
                        select listing_id, sum(answered) as answered, sum(failed) as failed,
                            coalesce(sum(answered) filter (where starts_at > ?), 0) as answered_now,
                            coalesce(sum(failed) filter (where starts_at > ?), 0) as failed_now
                        from quality_bucket where starts_at > ? group by listing_id
                        """,
                        shortly,
                        shortly,
                        first)
                .list(row ->
                        new Lately(
                                row.id("listing_id"),
                                new Uptime(row.number("answered_now"), row.number("failed_now")),
                                new Uptime(row.number("answered"), row.number("failed"))));
    }

    /// How many calls of some listings counted on each day since, in UTC.
    Map<UUID, Map<LocalDate, Uptime>> uptimesByDay(Instant first, Collection<UUID> some) {
        var listings = new Columns("uuid");
        some.forEach(listings::add);
        return database
                .sql(
                        """
                        select listing_id, (starts_at at time zone 'UTC')::date as day,
                            sum(answered) as answered, sum(failed) as failed
                        from quality_bucket where starts_at > ? and listing_id in (select * from %s)
                        group by listing_id, day
                        """
                                .formatted(Columns.unnest("uuid")),
                        listings.after(first))
                .list(row ->
                        new OneDay(
                                row.id("listing_id"),
                                LocalDate.parse(row.text("day")),
                                new Uptime(row.number("answered"), row.number("failed"))))
                .stream()
                .collect(
                        Collectors.groupingBy(
                                OneDay::listingId, Collectors.toMap(OneDay::day, OneDay::uptime)));
    }

    /// Makes larger buckets of those that began before. `node` must be a new one: then what another
    /// node makes of other rows at the same time stands beside it.
    void roll(Span from, Span into, Instant before, UUID node) {
        database.transaction(() -> {
            var taken =
                    database.sql(
                                    "delete from quality_bucket where span = ? and starts_at < ?"
                                            + " returning *",
                                    from,
                                    before)
                            .list(BucketStore::kept);
            sums(taken, one -> one.place().in(into))
                    .forEach((place, bucket) -> put(into, place, node, bucket));
        });
    }

    void forget(Instant before) {
        database.sql("delete from quality_bucket where starts_at < ?", before).update();
    }

    private static <K> Map<K, Bucket> sums(List<Kept> kept, Function<Kept, K> by) {
        var sums = new HashMap<K, Bucket>();
        for (var one : kept) {
            sums.computeIfAbsent(by.apply(one), _ -> new Bucket()).add(one.bucket());
        }
        return sums;
    }

    private static Kept kept(Row row) {
        var bucket = new Bucket();
        bucket.answered = row.number("answered");
        bucket.failed = row.number("failed");
        bucket.uncounted = row.number("uncounted");
        bucket.outputTokens = row.number("output_tokens");
        bucket.stalls = row.number("stalls");
        bucket.firstTokenMillis.add(row.bytes("first_token"));
        bucket.decitokensPerSecond.add(row.bytes("speed"));
        bucket.gapMicros.add(row.bytes("gap"));
        bucket.jitterBasisPoints.add(row.bytes("jitter"));
        return new Kept(new Place(row.id("listing_id"), row.instant("starts_at")), bucket);
    }
}
