package io.intertie.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.intertie.money.Money;
import io.intertie.platform.persistence.Columns;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Entries as rows, written: the cause first, which is taken once, then journal and lines by one
/// statement, for one entry or many.
final class BookingStore {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String[] CAUSE = {"text", "text", "uuid"};

    /// Tells the number of each entry whose cause is new.
    private static final String INSERT_CAUSES =
            """
            insert into journal_cause (book_id, kind, external_ref, journal_id)
            select ?, cause.* from {causes} as cause on conflict do nothing
            returning journal_id, nextval('journal_entry_no_seq') as entry_no\
            """
                    .replace("{causes}", Columns.unnest(CAUSE));

    private static final String[] ENTRY = {
        "uuid", "bigint", "text", "text", "text", "timestamptz", "text"
    };
    private static final String[] LINE = {
        "uuid", "bigint", "smallint", "smallint", "text", "text", "bigint"
    };

    // Nothing is joined, so that the cost of many is many times that of one.
    private static final String INSERT =
            """
            with entry as (
                insert into journal (book_id, id, entry_no, kind, external_ref, payload_hash,
                    booked_at, basis)
                select ?, id, entry_no, kind, external_ref, payload_hash, booked_at,
                    cast(basis as jsonb)
                from {entries} as entry
                    (id, entry_no, kind, external_ref, payload_hash, booked_at, basis))
            insert into journal_line
                (book_id, journal_id, entry_no, line_no, code, owner, currency, micro)
            select ?, line.* from {lines} as line\
            """
                    .replace("{entries}", Columns.unnest(ENTRY))
                    .replace("{lines}", Columns.unnest(LINE));

    /// For who is sure that it is new: anything else is our error, and fails.
    private static final String INSERT_NEW_CAUSES =
            """
            insert into journal_cause (book_id, kind, external_ref, journal_id)
            select ?, cause.* from {causes} as cause\
            """
                    .replace("{causes}", Columns.unnest(CAUSE));

    private final Database database;

    BookingStore(Database database) {
        this.database = database;
    }

    /// Writes entries, but for those whose cause was booked before; tells how many.
    int write(List<JournalEntry> all) {
        var numbers = new HashMap<UUID, Long>();
        database.sql(INSERT_CAUSES, causes(all).after(Book.ID))
                .list(row -> Map.entry(row.id("journal_id"), row.number("entry_no")))
                .forEach(one -> numbers.put(one.getKey(), one.getValue()));
        var fresh = all.stream().filter(entry -> numbers.containsKey(entry.id())).toList();
        if (!fresh.isEmpty()) {
            insert(fresh, numbers).update();
        }
        return fresh.size();
    }

    /// The statements that write entries whose causes are certainly new.
    List<Statement> writing(List<JournalEntry> all, Map<UUID, Long> numbers) {
        return all.isEmpty()
                ? List.of()
                : List.of(
                        database.sql(INSERT_NEW_CAUSES, causes(all).after(Book.ID)),
                        insert(all, numbers));
    }

    private static Columns causes(List<JournalEntry> all) {
        var causes = new Columns(CAUSE);
        all.forEach(entry -> causes.add(entry.kind(), entry.externalRef(), entry.id()));
        return causes;
    }

    private Statement insert(List<JournalEntry> all, Map<UUID, Long> numbers) {
        var entries = new Columns(ENTRY);
        var lines = new Columns(LINE);
        for (var entry : all) {
            var number = numbers.getOrDefault(entry.id(), 0L);
            entries.add(
                    entry.id(),
                    number,
                    entry.kind(),
                    entry.externalRef(),
                    JournalStore.hash(entry),
                    entry.bookedAt(),
                    json(entry.basis()));
            int line = 0;
            for (var posting : entry.postings()) {
                var amount = posting.amount();
                add(lines, new Place(entry.id(), number, ++line), posting.from(), amount.negated());
                add(lines, new Place(entry.id(), number, ++line), posting.to(), amount);
            }
        }
        var parameters = new ArrayList<Object>(List.of(entries.after(Book.ID)));
        parameters.addAll(List.of(lines.after(Book.ID)));
        return database.sql(INSERT, parameters.toArray());
    }

    private record Place(UUID journalId, long entryNumber, int line) {}

    private static void add(Columns lines, Place place, Account account, Money amount) {
        lines.add(
                place.journalId(),
                place.entryNumber(),
                place.line(),
                account.code().number(),
                account.owner(),
                account.currency().code(),
                amount.micro());
    }

    private static String json(Map<String, String> basis) {
        try {
            return JSON.writeValueAsString(basis);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("texts are JSON", impossible);
        }
    }
}
