package io.intertie.notice;

import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// Keeps notices, and what of them is still to be delivered.
@ApplicationScoped
class NoticeStore {
    private final Database database;

    @Inject
    NoticeStore(Database database) {
        this.database = database;
    }

    /// Keeps a notice unless its organisation was told already, and queues it for its webhook.
    void add(Notice notice) {
        database.transaction(() -> {
            int added =
                    database.sql(
                                    """
                                    insert into notice (id, organisation_id, kind, listing_id,
                                        subject, effective_from, rises, noticed_at)
                                    values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                                    """,
                                    notice.id(),
                                    notice.organisationId(),
                                    notice.kind(),
                                    notice.listingId(),
                                    notice.subject(),
                                    notice.effectiveFrom(),
                                    notice.rises(),
                                    notice.noticedAt())
                            .update();
            if (added > 0) {
                database.sql(
                                """
                                insert into webhook_delivery (notice_id, organisation_id, attempts,
                                    next_at, last_answer)
                                select ?, organisation_id, 0, ?, '' from webhook
                                where organisation_id = ?
                                """,
                                notice.id(),
                                notice.noticedAt(),
                                notice.organisationId())
                        .update();
            }
        });
    }

    /// The newest first.
    List<Notice> of(UUID organisationId, int limit) {
        return database.sql(
                        "select * from notice where organisation_id = ?"
                                + " order by noticed_at desc, id desc limit ?",
                        organisationId,
                        limit)
                .list(NoticeStore::read);
    }

    int unread(UUID organisationId) {
        return database.sql(
                        "select count(*)::int as unread from notice"
                                + " where organisation_id = ? and read_at is null",
                        organisationId)
                .one(row -> row.count("unread"));
    }

    void read(UUID organisationId, Instant now) {
        database.sql(
                        "update notice set read_at = ?"
                                + " where organisation_id = ? and read_at is null",
                        now,
                        organisationId)
                .update();
    }

    static Notice read(Row row) {
        return new Notice(
                row.id("id"),
                row.id("organisation_id"),
                row.constant(Notice.Kind.class, "kind"),
                row.id("listing_id"),
                row.text("subject"),
                row.instant("effective_from"),
                row.flag("rises"),
                row.instant("noticed_at"),
                row.instantIfAny("read_at"));
    }
}
