package io.intertie.choice;

import io.intertie.platform.persistence.Columns;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/// Keeps choices and tallies.
final class ChoiceStore {
    private static final int CHUNK = 10_000;

    private final Database database;

    ChoiceStore(Database database) {
        this.database = database;
    }

    private record Place(UUID listingId, LocalDate day, Verdict verdict) {}

    private record Sum(long times, Instant lastAt) {
        Sum and(Sum other) {
            return new Sum(
                    times + other.times, lastAt.isAfter(other.lastAt) ? lastAt : other.lastAt);
        }
    }

    /// Writes choices, and adds them to the tallies, all or nothing.
    void add(Collection<Choice> choices) {
        database.transaction(() -> {
            explain(choices);
            count(choices);
        });
    }

    private void explain(Collection<Choice> choices) {
        var rows = new Columns("uuid", "uuid", "uuid", "text", "text", "integer");
        for (var choice : choices) {
            if (choice.isOne()) {
                var kept = choice.kept();
                rows.add(
                        choice.requestId(),
                        choice.buyerId(),
                        choice.modelId(),
                        choice.by(),
                        Considered.array(kept),
                        choice.further() + choice.offers().size() - kept.size());
            }
        }
        if (!rows.isEmpty()) {
            var unnest = Columns.unnest("uuid", "uuid", "uuid", "text", "text", "integer");
            database.sql(
                            """
                            insert into route_explanation
                                (request_id, buyer_id, model_id, chosen_by, offers, further)
                            select request_id, buyer_id, model_id, chosen_by, offers::jsonb, further
                            from %s as one
                                (request_id, buyer_id, model_id, chosen_by, offers, further)
                            on conflict do nothing
                            """
                                    .formatted(unnest),
                            rows.after())
                    .update();
        }
    }

    private void count(Collection<Choice> choices) {
        // Every node writes in the same order, so that none waits for one that waits for it.
        var sums =
                new TreeMap<Place, Sum>(
                        Comparator.comparing(Place::listingId)
                                .thenComparing(Place::day)
                                .thenComparing(Place::verdict));
        for (var choice : choices) {
            var day = LocalDate.ofInstant(choice.at(), ZoneOffset.UTC);
            for (var one : choice.offers()) {
                sums.merge(
                        new Place(one.listingId(), day, one.verdict()),
                        new Sum(1, choice.at()),
                        Sum::and);
            }
        }
        if (sums.isEmpty()) {
            return;
        }
        var types = new String[] {"uuid", "date", "text", "bigint", "timestamptz"};
        var rows = new Columns(types);
        sums.forEach((place, sum) ->
                rows.add(
                        place.listingId(),
                        place.day(),
                        place.verdict(),
                        sum.times(),
                        sum.lastAt()));
        database.sql(
                        """
                        insert into route_tally as known (listing_id, day, verdict, times, last_at)
                        select * from %s
                        on conflict (listing_id, day, verdict) do update
                            set times = known.times + excluded.times,
                                last_at = greatest(known.last_at, excluded.last_at)
                        """
                                .formatted(Columns.unnest(types)),
                        rows.after())
                .update();
    }

    Optional<Choice> find(UUID requestId) {
        var offers =
                database.sql(
                                """
                                select (one.value ->> 'listing')::uuid as listing_id,
                                    one.value ->> 'verdict' as verdict,
                                    (one.value ->> 'figure')::bigint as figure
                                from route_explanation,
                                    jsonb_array_elements(offers) with ordinality as one (value, at)
                                where request_id = ? order by one.at
                                """,
                                requestId)
                        .list(row ->
                                new Considered(
                                        row.id("listing_id"),
                                        Verdict.of(row.text("verdict")),
                                        row.number("figure")));
        return database.sql(
                        "select buyer_id, model_id, chosen_by, further from route_explanation"
                                + " where request_id = ?",
                        requestId)
                .first(row -> choice(requestId, row, offers));
    }

    private static Choice choice(UUID requestId, Row row, List<Considered> offers) {
        return new Choice(
                requestId,
                row.id("buyer_id"),
                row.id("model_id"),
                Instant.ofEpochMilli(requestId.getMostSignificantBits() >>> 16),
                row.text("chosen_by"),
                offers,
                row.count("further"));
    }

    List<Tally> tallies(Collection<UUID> listings, LocalDate since) {
        var ids = new Columns("uuid");
        listings.forEach(ids::add);
        if (ids.isEmpty()) {
            return List.of();
        }
        return database.sql(
                        """
                        select listing_id, day::text as day, verdict, times, last_at
                        from route_tally
                        where day >= ?::date and listing_id in (select * from %s)
                        order by day desc, times desc, listing_id, verdict
                        """
                                .formatted(Columns.unnest("uuid")),
                        ids.after(since.toString()))
                .list(row ->
                        new Tally(
                                row.id("listing_id"),
                                LocalDate.parse(row.text("day")),
                                row.constant(Verdict.class, "verdict"),
                                row.number("times"),
                                row.instant("last_at")));
    }

    /// Forgets what is older, in steps that hold nobody up.
    void forget(Instant before) {
        var first = new UUID(before.toEpochMilli() << 16, 0);
        int gone = CHUNK;
        while (gone == CHUNK) {
            gone =
                    database.sql(
                                    """
                                    delete from route_explanation where request_id in (
                                        select request_id from route_explanation
                                        where request_id < ? order by request_id limit ?)
                                    """,
                                    first,
                                    CHUNK)
                            .update();
        }
        database.sql(
                        "delete from route_tally where day < ?::date",
                        LocalDate.ofInstant(before, ZoneOffset.UTC).toString())
                .update();
    }
}
