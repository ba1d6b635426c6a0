package io.intertie.tariff;

import io.intertie.identity.Actor;
import io.intertie.money.Currency;
import io.intertie.platform.persistence.Columns;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.Row;
import io.intertie.platform.persistence.Statement;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Keeps price versions in `price_version`.
@ApplicationScoped
class PriceStore {
    private static final int MOST_BODIES = 5_000;

    /// An hour of a spot plan prices as long as its ceiling does.
    private static final String PRICING =
            "select v.* from price_version v left join price_version c"
                    + " on v.kind = 'HOUR' and c.id = v.series_id";

    static final String IS_PRICING =
            "(v.kind = 'LIST' or (v.kind = 'HOUR' and v.effective_from >= c.effective_from"
                    + " and (c.effective_to is null or v.effective_from < c.effective_to)))";

    private final Database database;
    private final Bounded<UUID, Body> bodies = new Bounded<>(MOST_BODIES);
    private final OfferedPrices offered;

    /// What of a version never changes and is dear to read.
    private record Body(List<PriceVersion.Line> lines, PriceVersion.Inputs inputs) {}

    @Inject
    PriceStore(Database database) {
        this.database = database;
        this.offered = new OfferedPrices(database, this::read);
    }

    /// Lets nobody else price a listing until the transaction ends.
    void lock(UUID listingId) {
        database.sql(
                        "select 1 as one from pg_advisory_xact_lock(hashtextextended(?, 61))",
                        listingId.toString())
                .one(row -> row.count("one"));
    }

    /// Keeps a version with all that it stands on.
    void insert(PriceVersion version, Actor publisher, Instant publishedAt) {
        var inputs = version.inputs();
        var energy = Canonical.sha256(PriceText.write(inputs.energy()));
        var statements = new ArrayList<Statement>();
        statements.add(row(version, publisher, publishedAt));
        statements.add(
                database.sql(
                        """
                        insert into energy_profile values (?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict do nothing
                        """,
                        version.listingId(),
                        energy,
                        inputs.energy().input(),
                        inputs.energy().cachedInput(),
                        inputs.energy().output(),
                        inputs.energy().grade(),
                        inputs.energy().source(),
                        publishedAt));
        statements.add(
                database.sql(
                        """
                        insert into pue_version
                        select data_center_id, ?, ? from tariff_version where id = ?
                        on conflict do nothing
                        """,
                        inputs.pue(),
                        publishedAt,
                        inputs.tariffVersionId()));
        statements.add(
                database.sql(
                        """
                        insert into price_ground
                        select ?, ?, ?, data_center_id, ? from tariff_version where id = ?
                        """,
                        version.id(),
                        version.listingId(),
                        energy,
                        inputs.pue(),
                        inputs.tariffVersionId()));
        inputs.quotes().entrySet().stream()
                .filter(quote -> !quote.getKey().equals(version.providerCurrency()))
                .forEach(quote ->
                        statements.add(
                                database.sql(
                                        "insert into price_quote values (?, ?, ?)",
                                        version.id(),
                                        quote.getKey().code(),
                                        quote.getValue())));
        database.transaction(() -> database.together(statements));
    }

    private Statement row(PriceVersion version, Actor publisher, Instant publishedAt) {
        return database.sql(
                """
                insert into price_version (id, listing_id, series_id, kind, number, effective_from,
                    effective_to, provider_currency, lines, tariff_version_id, inputs, inputs_hash,
                    reason, published_by, published_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                version.id(),
                version.listingId(),
                version.seriesId(),
                version.kind(),
                version.number(),
                version.effectiveFrom(),
                version.effectiveTo().<Object>map(end -> end).orElse(Database.Absent.INSTANT),
                version.providerCurrency().code(),
                PriceText.write(version.lines()),
                version.inputs().tariffVersionId(),
                PriceText.write(version.inputs()),
                version.inputsHash(),
                version.reason(),
                publisher.name(),
                publishedAt);
    }

    void close(UUID versionId, Instant effectiveTo) {
        database.sql(
                        "update price_version set effective_to = ? where id = ?",
                        effectiveTo,
                        versionId)
                .update();
    }

    Optional<PriceVersion> find(UUID id) {
        return database.sql("select * from price_version where id = ?", id).first(this::read);
    }

    /// The newest version of a series; a listing's own series has its id.
    Optional<PriceVersion> latest(UUID seriesId) {
        return database.sql(
                        "select * from price_version where series_id = ?"
                                + " order by number desc limit 1",
                        seriesId)
                .first(this::read);
    }

    /// The version of a listing's own series that was in force at an instant, or its first.
    Optional<PriceVersion> atOrFirst(UUID listingId, Instant instant) {
        return database.sql(
                        """
                        select * from price_version where series_id = ?
                        order by effective_from <= ? desc,
                            case when effective_from <= ? then effective_from end desc, number
                        limit 1
                        """,
                        listingId,
                        instant,
                        instant)
                .first(this::read);
    }

    /// What prices a request of whoever has no lock.
    Optional<PriceVersion> at(UUID listingId, Instant instant) {
        return database.sql(
                        PRICING
                                + " where v.listing_id = ?"
                                + " and tstzrange(v.effective_from, v.effective_to) @> ? and "
                                + IS_PRICING,
                        listingId,
                        instant)
                .first(this::read);
    }

    /// All versions of a series, the newest first.
    List<PriceVersion> of(UUID seriesId) {
        return database.sql(
                        "select * from price_version where series_id = ? order by number desc",
                        seriesId)
                .list(this::read);
    }

    /// What prices a listing's requests between two instants.
    List<PriceVersion> between(UUID listingId, Instant from, Instant until) {
        return database.sql(
                        PRICING
                                + " where v.listing_id = ?"
                                + " and tstzrange(v.effective_from, v.effective_to)"
                                + " && tstzrange(?, ?) and "
                                + IS_PRICING,
                        listingId,
                        from,
                        until)
                .list(this::read);
    }

    /// What prices the requests of all listings after an instant that nobody has suspended.
    List<PriceVersion> after(Instant instant) {
        return offered.after(instant);
    }

    /// The ceilings of spot plans that hold after an instant.
    List<PriceVersion> ceilings(Instant instant) {
        return database.sql(
                        "select * from price_version where kind = 'CEILING'"
                                + " and (effective_to is null or effective_to > ?)"
                                + " order by listing_id, number",
                        instant)
                .list(this::read);
    }

    /// The versions of some locks that are in force after an instant.
    List<PriceVersion> locked(Collection<UUID> locks, Instant instant) {
        var series = new Columns("uuid");
        locks.forEach(series::add);
        return database.sql(
                        "select * from price_version"
                                + " where (effective_to is null or effective_to > ?)"
                                + " and series_id in (select * from "
                                + Columns.unnest("uuid")
                                + ") order by series_id, number",
                        series.after(instant))
                .list(this::read);
    }

    /// The newest version of each lock of a listing that follows an index.
    List<PriceVersion> indexed(UUID listingId) {
        return database
                .sql(
                        "select distinct on (series_id) * from price_version"
                                + " where listing_id = ? and kind = 'LOCK'"
                                + " order by series_id, number desc",
                        listingId)
                .list(this::read)
                .stream()
                .filter(one ->
                        one.inputs()
                                .particulars()
                                .lock()
                                .flatMap(PriceVersion.Lock::index)
                                .isPresent())
                .toList();
    }

    private PriceVersion read(Row row) {
        var body =
                bodies.of(
                        row.id("id"),
                        id ->
                                new Body(
                                        PriceText.readLines(row.text("lines")),
                                        PriceText.readInputs(row.text("inputs"))));
        return new PriceVersion(
                row.id("id"),
                row.id("listing_id"),
                row.id("series_id"),
                row.constant(PriceVersion.Kind.class, "kind"),
                row.count("number"),
                row.instant("effective_from"),
                row.instantIfAny("effective_to"),
                row.instant("published_at"),
                Currency.of(row.text("provider_currency")),
                body.lines(),
                body.inputs(),
                row.text("inputs_hash"),
                row.text("reason"));
    }
}
