package io.intertie.tariff;

import io.intertie.identity.Actor;
import io.intertie.money.Currency;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Keeps tariff versions in `tariff_version`.
@ApplicationScoped
class TariffStore {
    private static final String SELECT =
            """
            select *, case
                when verified_at is null then 'DRAFT'
                when exists (select 1 from tariff_version later
                    where later.data_center_id = tariff_version.data_center_id
                    and later.verified_at is not null and later.effective_from <= ?
                    and (later.effective_from, later.number)
                        > (tariff_version.effective_from, tariff_version.number))
                then 'EXPIRED' else 'VERIFIED' end as state,
                evidence.name as evidence_name, evidence.sha256 as evidence_sha256
            from tariff_version left join tariff_evidence evidence on tariff_version_id = id
            """;

    private final Database database;
    private final Clock clock;

    @Inject
    TariffStore(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /// Lets nobody else change the tariffs of a site until the transaction ends.
    void lock(UUID dataCenterId) {
        database.sql(
                        "select 1 as one from pg_advisory_xact_lock(hashtextextended(?, 60))",
                        dataCenterId.toString())
                .one(row -> row.count("one"));
    }

    int nextNumber(UUID dataCenterId) {
        return database.sql(
                        "select coalesce(max(number), 0) + 1 as next from tariff_version"
                                + " where data_center_id = ?",
                        dataCenterId)
                .one(row -> row.count("next"));
    }

    void insert(TariffVersion version, Actor drafter) {
        database.sql(
                        """
                        insert into tariff_version (id, data_center_id, number, currency, rules,
                            demand_per_kw_month, load_factor, loss_fraction, effective_from,
                            source, quality, table_hash, drafted_by, drafted_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """,
                        version.id(),
                        version.dataCenterId(),
                        version.number(),
                        version.currency().code(),
                        TableText.write(version.table()),
                        version.demandPerKwMonth(),
                        version.loadFactor(),
                        version.lossFraction(),
                        version.effectiveFrom(),
                        version.source(),
                        version.quality(),
                        version.tableHash(),
                        drafter.name(),
                        clock.instant())
                .update();
    }

    /// Without bytes the evidence is an address with the hash of what stands there.
    void attach(UUID id, TariffVersion.Evidence evidence, byte[] document, Actor by) {
        database.sql(
                        """
                        insert into tariff_evidence (tariff_version_id, name, sha256, document,
                            attached_by, attached_at)
                        values (?, ?, ?, nullif(?, ''::bytea), ?, ?)
                        """,
                        id,
                        evidence.name(),
                        evidence.sha256(),
                        document,
                        by.name(),
                        clock.instant())
                .update();
    }

    /// The bytes of a version's document, if they are kept.
    Optional<byte[]> document(UUID id) {
        return database.sql(
                        """
                        select document from tariff_evidence
                        where tariff_version_id = ? and document is not null
                        """,
                        id)
                .first(row -> row.bytes("document"));
    }

    void verify(UUID id, Actor verifier, Instant effectiveFrom) {
        database.sql(
                        """
                        update tariff_version
                        set verified_by = ?, verified_at = ?, effective_from = ? where id = ?
                        """,
                        verifier.name(),
                        clock.instant(),
                        effectiveFrom,
                        id)
                .update();
    }

    Optional<String> drafterOf(UUID id) {
        return database.sql("select drafted_by from tariff_version where id = ?", id)
                .first(row -> row.text("drafted_by"));
    }

    Optional<TariffVersion> find(UUID id) {
        return database.sql(SELECT + "where id = ?", clock.instant(), id).first(TariffStore::read);
    }

    Optional<TariffVersion> inForce(UUID dataCenterId, Instant at) {
        return database.sql(
                        SELECT
                                + """
                                where data_center_id = ? and verified_at is not null
                                    and effective_from <= ?
                                order by effective_from desc, number desc limit 1
                                """,
                        clock.instant(),
                        dataCenterId,
                        at)
                .first(TariffStore::read);
    }

    /// The verified version that begins last, in force or not yet.
    Optional<TariffVersion> latestVerified(UUID dataCenterId) {
        return database.sql(
                        SELECT
                                + """
                                where data_center_id = ? and verified_at is not null
                                order by effective_from desc, number desc limit 1
                                """,
                        clock.instant(),
                        dataCenterId)
                .first(TariffStore::read);
    }

    List<TariffVersion> of(UUID dataCenterId) {
        return database.sql(
                        SELECT + "where data_center_id = ? order by number desc",
                        clock.instant(),
                        dataCenterId)
                .list(TariffStore::read);
    }

    private static TariffVersion read(Row row) {
        return new TariffVersion(
                row.id("id"),
                row.id("data_center_id"),
                row.count("number"),
                Currency.of(row.text("currency")),
                TableText.read(row.text("rules")),
                row.decimal("demand_per_kw_month"),
                row.decimal("load_factor"),
                row.decimal("loss_fraction"),
                row.instant("effective_from"),
                row.constant(TariffVersion.State.class, "state"),
                row.text("source"),
                row.text("quality"),
                row.text("table_hash"),
                row.textIfAny("evidence_name")
                        .map(name ->
                                new TariffVersion.Evidence(name, row.text("evidence_sha256"))));
    }
}
