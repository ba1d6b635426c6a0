package io.intertie.notice;

import io.intertie.platform.config.Settings;
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
    private final boolean isMailed;

    @Inject
    NoticeStore(Database database, Settings settings) {
        this(database, settings.mail().isPresent());
    }

    NoticeStore(Database database, boolean isMailed) {
        this.database = database;
        this.isMailed = isMailed;
    }

    /// Keeps a notice unless its organisation was told already, and queues it for its webhook and
    /// its mail.
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
                queue(notice);
            }
        });
    }

    /// Where there is no mail server nothing is queued for it, or it would all go out on the day
    /// that one is set.
    private void queue(Notice notice) {
        if (is("select exists (select 1 from webhook where organisation_id = ?) as yes", notice)) {
            Deliveries.queue(database, Deliveries.Way.WEBHOOK, notice);
        }
        var isRefused =
                "select exists (select 1 from notice_mail where organisation_id = ?"
                        + " and not is_sent) as yes";
        if (isMailed && !is(isRefused, notice)) {
            Deliveries.queue(database, Deliveries.Way.MAIL, notice);
        }
    }

    private boolean is(String question, Notice notice) {
        return database.sql(question, notice.organisationId()).one(row -> row.flag("yes"));
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
