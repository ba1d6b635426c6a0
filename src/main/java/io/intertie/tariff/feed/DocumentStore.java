package io.intertie.tariff.feed;

import io.intertie.platform.persistence.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Keeps in `feed_document` what the feeds brought.
@ApplicationScoped
class DocumentStore {
    private final Database database;

    @Inject
    DocumentStore(Database database) {
        this.database = database;
    }

    /// A document as it came.
    record Arrived(
            UUID id,
            String kind,
            String name,
            String sha256,
            byte[] document,
            String takenBy,
            Instant takenAt) {}

    /// Keeps a document, once; the id under which its bytes are kept.
    UUID keep(Arrived one) {
        database.sql(
                        """
                        insert into feed_document (id, kind, name, sha256, document, taken_by,
                            taken_at)
                        values (?, ?, ?, ?, ?, ?, ?) on conflict (kind, sha256) do nothing
                        """,
                        one.id(),
                        one.kind(),
                        one.name(),
                        one.sha256(),
                        one.document(),
                        one.takenBy(),
                        one.takenAt())
                .update();
        return database.sql(
                        "select id from feed_document where kind = ? and sha256 = ?",
                        one.kind(),
                        one.sha256())
                .one(row -> row.id("id"));
    }

    Optional<byte[]> document(String sha256) {
        return database.sql("select document from feed_document where sha256 = ?", sha256)
                .first(row -> row.bytes("document"));
    }
}
