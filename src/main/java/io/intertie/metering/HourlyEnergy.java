package io.intertie.metering;

import io.intertie.platform.persistence.Database;
import io.intertie.tariff.Repricing;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/// The energy of 28 days' tokens by hour of a site's day: the weights of flat prices.
///
/// A listing counts as measured once it has served on 14 of them. What was read is kept for the
/// hour, because a whole site is priced at once. **Units** milliwatt hours.
@ApplicationScoped
class HourlyEnergy implements Repricing.TokenEnergy {
    private static final Duration MEASURED = Duration.ofDays(28);
    private static final int LEAST_DAYS = 14;
    private static final int HOURS = 24;

    private static final String BY_HOUR =
            """
            with served as (
                select listing_id, energy_watt_hours, admitted_at at time zone ? as local
                from usage_record
                where book_id = 1 and served_at >= ? and served_at < ?
            ), measured as (
                select listing_id from served
                group by listing_id having count(distinct local::date) >= ?
            )
            select listing_id, extract(hour from local)::int as hour,
                round(sum(energy_watt_hours) * 1000)::bigint as energy
            from served join measured using (listing_id)
            group by listing_id, extract(hour from local)\
            """;

    private final Database database;
    private final AtomicReference<Optional<Read>> last = new AtomicReference<>(Optional.empty());

    private record Read(ZoneId zone, Instant until, Map<UUID, List<Long>> byListing) {}

    private record Measured(UUID listing, int hour, long energy) {}

    @Inject
    HourlyEnergy(Database database) {
        this.database = database;
    }

    @Override
    public Optional<List<Long>> byHour(UUID listingId, ZoneId zone, Instant until) {
        var hour = until.truncatedTo(ChronoUnit.HOURS);
        var read =
                last.get()
                        .filter(known -> known.zone().equals(zone) && known.until().equals(hour))
                        .orElseGet(() -> read(zone, hour));
        return Optional.ofNullable(read.byListing().get(listingId))
                .filter(hours -> hours.stream().anyMatch(energy -> energy > 0));
    }

    private Read read(ZoneId zone, Instant until) {
        var byListing = new HashMap<UUID, List<Long>>();
        database.sql(BY_HOUR, zone.getId(), until.minus(MEASURED), until, LEAST_DAYS)
                .list(row ->
                        new Measured(row.id("listing_id"), row.count("hour"), row.number("energy")))
                .forEach(one ->
                        byListing
                                .computeIfAbsent(
                                        one.listing(),
                                        _ -> new ArrayList<>(Collections.nCopies(HOURS, 0L)))
                                .set(one.hour(), one.energy()));
        var read = new Read(zone, until, Map.copyOf(byListing));
        last.set(Optional.of(read));
        return read;
    }
}
