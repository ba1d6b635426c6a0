package io.intertie.energy;

import io.intertie.identity.Actor;
import io.intertie.metering.TokenCount;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Keeps readings in `energy_reading` and the tokens of their time in `energy_share`.
@ApplicationScoped
class ReadingStore {
    private static final String COLUMNS =
            "select *, gpu_kwh::text as gpu, it_kwh::text as it, facility_kwh::text as facility"
                    + " from energy_reading where data_center_id = ? and superseded_at is null";

    private final Database database;

    @Inject
    ReadingStore(Database database) {
        this.database = database;
    }

    /// Lets nobody else report for a site until the transaction ends.
    void lock(UUID siteId) {
        database.sql(
                        "select 1 as one from pg_advisory_xact_lock(hashtextextended(?, 68))",
                        siteId.toString())
                .one(row -> row.count("one"));
    }

    void insert(EnergyReading reading, Map<UUID, TokenCount> tokens, Actor by, Instant at) {
        database.sql(
                        """
                        insert into energy_reading (id, data_center_id, from_at, until_at,
                            evidence, gpu_kwh, it_kwh, facility_kwh, correction, reported_by,
                            reported_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """,
                        reading.id(),
                        reading.siteId(),
                        reading.from(),
                        reading.until(),
                        reading.evidence().name(),
                        orNull(reading.gpuKwh()),
                        orNull(reading.itKwh()),
                        orNull(reading.facilityKwh()),
                        reading.correction(),
                        by.name(),
                        at)
                .update();
        tokens.forEach((listing, count) ->
                database.sql(
                                "insert into energy_share values (?, ?, ?, ?, ?)",
                                reading.id(),
                                listing,
                                count.input(),
                                count.cachedInput(),
                                count.output())
                        .update());
    }

    void supersede(UUID readingId, Instant at) {
        database.sql("update energy_reading set superseded_at = ? where id = ?", at, readingId)
                .update();
    }

    /// The readings in force of a site that share any time with this one.
    List<EnergyReading> meeting(UUID siteId, Instant from, Instant until) {
        return database.sql(
                        COLUMNS + " and from_at < ? and until_at > ? order by from_at",
                        siteId,
                        until,
                        from)
                .list(ReadingStore::read);
    }

    /// The newest in force of a site.
    List<EnergyReading> latest(UUID siteId, int limit) {
        return database.sql(COLUMNS + " order by from_at desc limit ?", siteId, limit)
                .list(ReadingStore::read);
    }

    /// All in force of a site since an instant, with what was served then.
    List<Attribution.Served> served(UUID siteId, Instant since) {
        var shares =
                database.sql(
                                """
                                select s.* from energy_share s
                                join energy_reading r on r.id = s.reading_id
                                where r.data_center_id = ? and r.superseded_at is null
                                    and r.from_at >= ?
                                """,
                                siteId,
                                since)
                        .list(ReadingStore::share);
        var tokens = new HashMap<UUID, Map<UUID, TokenCount>>();
        for (var one : shares) {
            tokens.computeIfAbsent(one.readingId(), id -> new HashMap<>())
                    .put(one.listingId(), one.tokens());
        }
        var readings = database.sql(COLUMNS + " and from_at >= ?", siteId, since);
        var served = new ArrayList<Attribution.Served>();
        for (var reading : readings.list(ReadingStore::read)) {
            served.add(
                    new Attribution.Served(reading, tokens.getOrDefault(reading.id(), Map.of())));
        }
        return served;
    }

    private record Share(UUID readingId, UUID listingId, TokenCount tokens) {}

    private static Share share(Row row) {
        return new Share(
                row.id("reading_id"),
                row.id("listing_id"),
                new TokenCount(
                        row.number("input_tokens"),
                        row.number("cached_input_tokens"),
                        row.number("output_tokens"),
                        0));
    }

    private static EnergyReading read(Row row) {
        return new EnergyReading(
                row.id("id"),
                row.id("data_center_id"),
                row.instant("from_at"),
                row.instant("until_at"),
                row.constant(EnergyReading.Evidence.class, "evidence"),
                row.textIfAny("gpu").map(BigDecimal::new),
                row.textIfAny("it").map(BigDecimal::new),
                row.textIfAny("facility").map(BigDecimal::new),
                row.text("correction"));
    }

    private static Object orNull(Optional<BigDecimal> kwh) {
        return kwh.<Object>map(one -> one).orElse(Database.Absent.NUMBER);
    }
}
