package io.intertie.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.intertie.ledger.months.Archived;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.Fingerprint;
import io.intertie.platform.persistence.Row;
import io.intertie.platform.persistence.Statement;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Entries as rows, read: a journal and two lines for each posting ([BookingStore] writes them).
@ApplicationScoped
class JournalStore {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String SELECT =
            """
            select j.id, j.kind, j.external_ref, j.booked_at, j.basis,
                l.code, l.owner, l.currency, l.micro
            from journal j join journal_line l on l.book_id = j.book_id and l.journal_id = j.id
            where j.book_id = ? and\
            """;
    private static final String OF_ACCOUNT =
            "book_id = ? and code = ? and owner = ? and currency = ?";

    private final Database database;
    private final BookingStore booking;

    @Inject
    JournalStore(Database database) {
        this.database = database;
        this.booking = new BookingStore(database);
    }

    /// Writes an entry; false if its cause was booked before.
    boolean write(JournalEntry entry) {
        return write(List.of(entry)) == 1;
    }

    /// Writes entries, but for those whose cause was booked before; tells how many.
    int write(List<JournalEntry> all) {
        return booking.write(all);
    }

    /// The statements that write entries whose causes are certainly new, with their numbers.
    List<Statement> writing(List<JournalEntry> all, Map<UUID, Long> numbers) {
        return booking.writing(all, numbers);
    }

    /// What an entry's cause and postings hash to.
    static String hash(JournalEntry entry) {
        return hash(
                entry.kind(),
                entry.externalRef(),
                entry.postings().stream().map(Posting::toString).toList());
    }

    private static String hash(JournalEntry.Kind kind, String ref, List<String> postings) {
        var fields = new ArrayList<String>();
        fields.add(kind.name());
        fields.add(ref);
        fields.addAll(postings);
        return Fingerprint.of(fields);
    }

    /// The same of lines as they stand, which need not be an entry's any more.
    private static String hash(List<Line> lines) {
        var postings = new ArrayList<String>();
        for (int i = 0; i + 1 < lines.size(); i += 2) {
            var to = lines.get(i + 1);
            var amount = new Money(to.account().currency(), to.micro());
            postings.add(Posting.text(lines.get(i).account(), to.account(), amount));
        }
        return hash(lines.getFirst().kind(), lines.getFirst().externalRef(), postings);
    }

    Optional<JournalEntry> find(UUID id) {
        var found = entries("j.id = ? order by l.line_no", Book.ID, id).stream().findFirst();
        if (found.isEmpty()) {
            Archived.refuse(database, id);
        }
        return found;
    }

    Optional<JournalEntry> find(JournalEntry.Kind kind, String externalRef) {
        return database.sql(
                        "select journal_id from journal_cause"
                                + " where book_id = ? and kind = ? and external_ref = ?",
                        Book.ID,
                        kind,
                        externalRef)
                .first(row -> row.id("journal_id"))
                .flatMap(this::find);
    }

    List<JournalEntry> touching(Account account, int limit) {
        return entries(
                "j.id in (select journal_id from journal_line where "
                        + OF_ACCOUNT
                        + " group by journal_id, entry_no order by entry_no desc limit ?)"
                        + " order by j.entry_no desc, l.line_no",
                Book.ID,
                Book.ID,
                account.code().number(),
                account.owner(),
                account.currency().code(),
                limit);
    }

    List<JournalEntry> touching(Account account, Instant from, Instant to) {
        return entries(
                "j.booked_at >= ? and j.booked_at < ?"
                        + " and j.id in (select journal_id from journal_line where "
                        + OF_ACCOUNT
                        + ") order by j.entry_no, l.line_no",
                Book.ID,
                from,
                to,
                Book.ID,
                account.code().number(),
                account.owner(),
                account.currency().code());
    }

    private List<JournalEntry> entries(String condition, Object... parameters) {
        return lines(condition, parameters).values().stream().map(JournalStore::entry).toList();
    }

    private Map<UUID, List<Line>> lines(String condition, Object... parameters) {
        var found = new LinkedHashMap<UUID, List<Line>>();
        for (var line :
                database.sql(SELECT + " " + condition, parameters).list(JournalStore::line)) {
            found.computeIfAbsent(line.id(), id -> new ArrayList<>()).add(line);
        }
        return found;
    }

    private record Line(
            UUID id,
            JournalEntry.Kind kind,
            String externalRef,
            Instant bookedAt,
            String basis,
            Account account,
            long micro) {}

    private static Line line(Row row) {
        return new Line(
                row.id("id"),
                row.constant(JournalEntry.Kind.class, "kind"),
                row.text("external_ref"),
                row.instant("booked_at"),
                row.text("basis"),
                new Account(
                        AccountCode.of(row.count("code")),
                        row.text("owner"),
                        Currency.of(row.text("currency"))),
                row.number("micro"));
    }

    private static JournalEntry entry(List<Line> lines) {
        var postings = new ArrayList<Posting>();
        for (int i = 0; i < lines.size(); i += 2) {
            var from = lines.get(i).account();
            var to = lines.get(i + 1);
            postings.add(new Posting(from, to.account(), new Money(from.currency(), to.micro())));
        }
        var head = lines.getFirst();
        return new JournalEntry(
                head.id(),
                head.kind(),
                head.externalRef(),
                head.bookedAt(),
                postings,
                basis(head.basis()));
    }

    /// Entries that no longer hash to what was written with them.
    List<UUID> altered() {
        var altered = new ArrayList<UUID>();
        var after = 0L;
        for (var page = page(after); !page.isEmpty(); page = page(after)) {
            var lines = linesOf(page.stream().map(Written::id).toList());
            for (var row : page) {
                after = Math.max(after, row.entryNo());
                var now = lines.get(row.id());
                if (now == null || !hash(now).equals(row.hash())) {
                    altered.add(row.id());
                }
            }
        }
        return List.copyOf(altered);
    }

    private record Written(UUID id, long entryNo, String hash) {}

    private List<Written> page(long after) {
        return database.sql(
                        "select id, entry_no, payload_hash from journal"
                                + " where book_id = ? and entry_no > ? order by entry_no limit 500",
                        Book.ID,
                        after)
                .list(row ->
                        new Written(
                                row.id("id"), row.number("entry_no"), row.text("payload_hash")));
    }

    Map<UUID, JournalEntry> byId(List<UUID> ids) {
        return linesOf(ids).values().stream()
                .map(JournalStore::entry)
                .collect(Collectors.toMap(JournalEntry::id, Function.identity()));
    }

    private Map<UUID, List<Line>> linesOf(List<UUID> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        var marks = String.join(", ", Collections.nCopies(ids.size(), "?"));
        var parameters = new ArrayList<Object>(ids);
        parameters.addFirst(Book.ID);
        return lines("j.id in (" + marks + ") order by l.line_no", parameters.toArray());
    }

    private static Map<String, String> basis(String json) {
        try {
            return JSON.readValue(json, new TypeReference<Map<String, String>>() {});
        } catch (JsonProcessingException corrupt) {
            throw new IllegalStateException("a journal's basis is not ours", corrupt);
        }
    }
}
