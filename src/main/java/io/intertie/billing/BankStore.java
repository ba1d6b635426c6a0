package io.intertie.billing;

import io.intertie.billing.BankFiles.Received;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Bank files, statements, entries and lines as rows.
@ApplicationScoped
class BankStore {
    private static final String LINE =
            "select l.*, e.account, e.bank_ref, e.booked_on::text as booked_on from bank_line l"
                    + " join bank_entry e on e.id = l.entry_id where ";

    private final Database database;

    @Inject
    BankStore(Database database) {
        this.database = database;
    }

    /// A file as it came.
    record Kept(String sha256, String receivedBy, Instant receivedAt) {}

    void keep(Kept kept, byte[] body, BankFileReader.BankFile file, int entries, int known) {
        database.sql(
                        "insert into bank_file (sha256, kind, message_id, body, entries, known,"
                                + " received_by, received_at) values (?, ?, ?, ?, ?, ?, ?, ?)"
                                + " on conflict do nothing",
                        kept.sha256(),
                        file.kind(),
                        file.messageId(),
                        body,
                        entries,
                        known,
                        kept.receivedBy(),
                        kept.receivedAt())
                .update();
    }

    void keep(String sha256, BankStatement statement) {
        var balances = statement.balances();
        if (balances.isEmpty()) {
            return;
        }
        database.sql(
                        "insert into bank_statement (file_sha256, statement_id, account, currency,"
                                + " opens_micro, closes_micro, closes_on)"
                                + " values (?, ?, ?, ?, ?, ?, cast(? as date))"
                                + " on conflict do nothing",
                        sha256,
                        statement.id(),
                        statement.account(),
                        statement.currency().code(),
                        balances.get().opens().micro(),
                        balances.get().closes().micro(),
                        balances.get().closesOn().toString())
                .update();
    }

    boolean isKnown(String account, BankStatement.Entry entry) {
        return database.sql(
                        "select 1 from bank_entry where account = ? and bank_ref = ?"
                                + " and currency = ? and micro = ? and booked_on = cast(? as date)",
                        account,
                        entry.bankRef(),
                        entry.amount().currency().code(),
                        entry.amount().micro(),
                        entry.bookedOn().toString())
                .first(row -> true)
                .orElse(false);
    }

    /// Writes an entry; false if it was written before, also by somebody who is faster just now.
    boolean write(UUID id, String account, BankStatement.Entry entry, String sha256) {
        return database.sql(
                                "insert into bank_entry (id, account, bank_ref, currency, micro,"
                                        + " booked_on, file_sha256)"
                                        + " values (?, ?, ?, ?, ?, cast(? as date), ?)"
                                        + " on conflict do nothing",
                                id,
                                account,
                                entry.bankRef(),
                                entry.amount().currency().code(),
                                entry.amount().micro(),
                                entry.bookedOn().toString(),
                                sha256)
                        .update()
                == 1;
    }

    void write(UUID entryId, int number, Received line) {
        database.sql(
                        "insert into bank_line (id, entry_id, line_no, currency, micro, payer,"
                                + " remittance, state, doubt, organisation_id, received_at)"
                                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        line.id(),
                        entryId,
                        number,
                        line.amount().currency().code(),
                        line.amount().micro(),
                        line.payer(),
                        line.remittance(),
                        line.state(),
                        line.doubt().<Object>map(word -> word).orElse(Database.Absent.TEXT),
                        line.organisationId().<Object>map(id -> id).orElse(Database.Absent.UUID),
                        line.receivedAt())
                .update();
    }

    Optional<Received> find(UUID lineId) {
        return database.sql(LINE + "l.id = ?", lineId).first(BankStore::received);
    }

    List<Received> in(Received.State state, int limit) {
        return database.sql(
                        LINE
                                + "l.state = ? order by l.received_at, e.booked_on, e.bank_ref,"
                                + " l.line_no limit ?",
                        state,
                        limit)
                .list(BankStore::received);
    }

    List<Received> latest(int limit) {
        return database.sql(LINE + "true order by l.received_at desc, l.id limit ?", limit)
                .list(BankStore::received);
    }

    List<Received> of(UUID organisationId, int limit) {
        return database.sql(
                        LINE + "l.organisation_id = ? order by l.received_at desc limit ?",
                        organisationId,
                        limit)
                .list(BankStore::received);
    }

    /// Clears a line that waits; false if it waits no more.
    boolean clear(UUID lineId, Received.State state, Optional<UUID> organisation, String by) {
        return database.sql(
                                "update bank_line set state = ?, organisation_id = ?,"
                                        + " cleared_by = ? where id = ? and state = 'UNMATCHED'",
                                state,
                                organisation.<Object>map(id -> id).orElse(Database.Absent.UUID),
                                by,
                                lineId)
                        .update()
                == 1;
    }

    /// Statements that do not open at what the one before closed at: something is missing.
    List<BankFiles.Gap> gaps() {
        return database.sql(
                        """
                        select * from (
                            select account, currency, statement_id, opens_micro,
                                closes_on::text as closes_on,
                                lag(closes_micro) over (partition by account, currency
                                    order by closes_on, statement_id) as before
                            from (select distinct on (account, currency, statement_id) *
                                  from bank_statement
                                  order by account, currency, statement_id) s) t
                        where before is not null and before <> opens_micro
                        order by closes_on desc limit 50\
                        """)
                .list(row -> {
                    var currency = Currency.of(row.text("currency"));
                    return new BankFiles.Gap(
                            row.text("account"),
                            row.text("statement_id"),
                            LocalDate.parse(row.text("closes_on")),
                            new Money(currency, row.number("before")),
                            new Money(currency, row.number("opens_micro")));
                });
    }

    private static Received received(Row row) {
        return new Received(
                row.id("id"),
                row.text("account"),
                row.text("bank_ref"),
                LocalDate.parse(row.text("booked_on")),
                new Money(Currency.of(row.text("currency")), row.number("micro")),
                row.text("payer"),
                row.text("remittance"),
                row.constant(Received.State.class, "state"),
                row.textIfAny("doubt"),
                row.idIfAny("organisation_id"),
                row.instant("received_at"));
    }
}
