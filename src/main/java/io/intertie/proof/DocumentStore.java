package io.intertie.proof;

import io.intertie.ledger.months.Archived;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Reads documents out of the tables of all rooms, and writes nowhere: an auditor that asked the
/// rooms would believe them.
@ApplicationScoped
class DocumentStore {
    /// Far more than any document has, so that a page holds at least one whole.
    private static final int ROWS = 20_000;

    private final Database database;

    @Inject
    DocumentStore(Database database) {
        this.database = database;
    }

    Optional<Document> find(Kind kind, UUID id) {
        return documents(kind, kind.withId() + " order by id, place", kind.forEachPart(id)).stream()
                .findFirst();
    }

    /// The usage that one capture charged: of its own request, or of many.
    List<Document> chargedBy(UUID captureId) {
        var own = find(Kind.USAGE, captureId);
        return own.isPresent()
                ? List.of(own.get())
                : documents(
                        Kind.USAGE,
                        Kind.USAGE.withCapture() + " order by id, place",
                        Kind.USAGE.forEachPart(captureId));
    }

    /// A capture's booking; none if it stayed below one micro or cost nothing.
    Optional<Document> booked(UUID captureId) {
        return entryOf(captureId).flatMap(id -> find(Kind.JOURNAL, id));
    }

    /// The journal that a capture's cause names, at hand or archived.
    Optional<UUID> entryOf(UUID captureId) {
        return database.sql(
                        "select journal_id from journal_cause where book_id = ?"
                                + " and kind = 'CAPTURE' and external_ref = ?",
                        Blocks.BOOK,
                        captureId.toString())
                .first(row -> row.id("journal_id"));
    }

    /// @throws io.intertie.platform.http.Problem that names the month that is archived
    void refuseIfArchived(Optional<UUID> journalId) {
        journalId.ifPresent(id -> Archived.refuse(database, id));
    }

    /// A page of documents by id; the last one is cut nowhere.
    record Page(List<Document> documents, boolean isLast) {}

    /// Documents of a kind that transactions of a range wrote, in the order of their ids.
    Page written(Kind kind, long from, long to, UUID after) {
        var sql = kind.writtenBetween() + " order by id, place limit " + ROWS;
        var found = documents(kind, sql, kind.forEachPart(from, to, after));
        var isLast = found.stream().mapToInt(one -> one.lines().size()).sum() < ROWS;
        return new Page(isLast ? found : found.subList(0, found.size() - 1), isLast);
    }

    /// How many documents of a kind transactions wrote from one on.
    long countSince(Kind kind, long xact) {
        return database.sql(
                        "select count(*) as n from " + kind.table() + " where written_in >= ?",
                        xact)
                .one(row -> row.number("n"));
    }

    private List<Document> documents(Kind kind, String sql, Object[] parameters) {
        var found = new LinkedHashMap<UUID, Document>();
        for (var line : database.sql(sql, parameters).list(DocumentStore::line)) {
            found.computeIfAbsent(
                            line.id(),
                            id -> new Document(kind, id, line.writtenIn(), new ArrayList<>()))
                    .lines()
                    .add(line.text());
        }
        return List.copyOf(found.values());
    }

    private record Line(UUID id, long writtenIn, String text) {}

    private static Line line(Row row) {
        return new Line(row.id("id"), row.number("written_in"), row.text("line"));
    }
}
