package io.intertie.tariff.feed;

import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.Row;
import io.intertie.tariff.TariffVersion;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Keeps in `feed_document` what the feeds brought, and in `feed_table_draft` what became of it.
@ApplicationScoped
class DocumentStore {
    private static final String SELECT =
            "select id, kind, name, sha256, organisation_id, taken_by, taken_at"
                    + " from feed_document ";

    private final Database database;

    @Inject
    DocumentStore(Database database) {
        this.database = database;
    }

    /// A document as it came, without its bytes.
    record Arrived(
            UUID id,
            FeedKind kind,
            String name,
            String sha256,
            UUID organisationId,
            String takenBy,
            Instant takenAt) {}

    /// Keeps a document, once for each organisation; the id under which its bytes are kept.
    UUID keep(Arrived one, byte[] bytes) {
        database.sql(
                        """
                        insert into feed_document (id, kind, name, sha256, organisation_id,
                            document, taken_by, taken_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict (organisation_id, kind, sha256) do nothing
                        """,
                        one.id(),
                        one.kind(),
                        one.name(),
                        one.sha256(),
                        one.organisationId(),
                        bytes,
                        one.takenBy(),
                        one.takenAt())
                .update();
        return database.sql(
                        "select id from feed_document"
                                + " where organisation_id = ? and kind = ? and sha256 = ?",
                        one.organisationId(),
                        one.kind(),
                        one.sha256())
                .one(row -> row.id("id"));
    }

    Optional<Arrived> find(UUID id) {
        return database.sql(SELECT + "where id = ?", id).first(DocumentStore::arrived);
    }

    byte[] bytes(UUID id) {
        return database.sql("select document from feed_document where id = ?", id)
                .one(row -> row.bytes("document"));
    }

    /// The newest documents of a kind that an organisation brought.
    List<Arrived> latest(FeedKind kind, UUID organisationId, int limit) {
        return database.sql(
                        SELECT
                                + "where kind = ? and organisation_id = ?"
                                + " order by taken_at desc, id desc limit ?",
                        kind,
                        organisationId,
                        limit)
                .list(DocumentStore::arrived);
    }

    /// Lets nobody else apply a table until the transaction ends.
    void lock(UUID id) {
        database.sql(
                        "select 1 as one from pg_advisory_xact_lock(hashtextextended(?, 67))",
                        id.toString())
                .one(row -> row.count("one"));
    }

    /// The drafts that a table became, by site.
    Map<UUID, UUID> drafts(UUID documentId) {
        var drafts = new HashMap<UUID, UUID>();
        database.sql(
                        "select data_center_id, tariff_version_id from feed_table_draft"
                                + " where document_id = ?",
                        documentId)
                .list(row ->
                        drafts.put(row.id("data_center_id"), row.id("tariff_version_id")) == null);
        return drafts;
    }

    void drafted(UUID documentId, TariffVersion draft, String by, Instant at) {
        database.sql(
                        "insert into feed_table_draft (document_id, data_center_id,"
                                + " tariff_version_id, applied_by, applied_at)"
                                + " values (?, ?, ?, ?, ?)",
                        documentId,
                        draft.dataCenterId(),
                        draft.id(),
                        by,
                        at)
                .update();
    }

    private static Arrived arrived(Row row) {
        return new Arrived(
                row.id("id"),
                row.constant(FeedKind.class, "kind"),
                row.text("name"),
                row.text("sha256"),
                row.id("organisation_id"),
                row.text("taken_by"),
                row.instant("taken_at"));
    }
}
