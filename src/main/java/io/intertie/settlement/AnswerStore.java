package io.intertie.settlement;

import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What the bank said of payouts, and what of it does not fit, as rows.
@ApplicationScoped
class AnswerStore {
    private static final String INSERT =
            """
            insert into payout_answer (payout_id, kind, bank_ref, has_own_ref, told_on, reason,
                fee_micro, entry_id, told_by, told_at)
            values (?, ?, ?, ?, cast(? as date), ?, ?, ?, ?, ?)\
            """;
    private static final String BREAK =
            """
            insert into payout_break (id, kind, end_to_end_id, payout_id, source, currency, micro,
                found_at)
            values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing\
            """;
    private static final String BREAKS =
            """
            select b.*, p.reference from payout_break b left join payout p on p.id = b.payout_id
            where b.cleared_by is null order by b.found_at desc, b.id limit 200\
            """;

    private final Database database;

    @Inject
    AnswerStore(Database database) {
        this.database = database;
    }

    /// The payout that an end-to-end id names.
    Optional<UUID> named(String endToEndId) {
        return database.sql("select id from payout where end_to_end_id = ?", endToEndId)
                .first(row -> row.id("id"));
    }

    /// The payout whose bank file has this message id.
    Optional<UUID> filed(String messageId) {
        return database.sql("select payout_id from payment_file where message_id = ?", messageId)
                .first(row -> row.id("payout_id"));
    }

    /// The account that the bank file of a payout names.
    Optional<String> account(UUID payoutId) {
        return database.sql(
                        "select a.number from payment_file f join payout p on p.id = f.payout_id"
                                + " join bank_account a on a.provider_id = p.provider_id"
                                + " and a.version = f.account_version where p.id = ?",
                        payoutId)
                .first(row -> row.text("number"));
    }

    void write(UUID payoutId, Payout.Answer answer, Optional<UUID> entryId, String toldBy) {
        database.sql(
                        INSERT,
                        payoutId,
                        answer.kind(),
                        answer.bankRef(),
                        answer.hasOwnRef(),
                        answer.on().toString(),
                        answer.reason().<Object>map(text -> text).orElse(Database.Absent.TEXT),
                        answer.fee().micro(),
                        entryId.<Object>map(id -> id).orElse(Database.Absent.UUID),
                        toldBy,
                        answer.toldAt())
                .update();
    }

    /// Whether an entry of the bank has told of a payout before, in another of its lines.
    boolean isFrom(UUID payoutId, UUID entryId) {
        return database.sql(
                        "select 1 from payout_answer where payout_id = ? and entry_id = ?",
                        payoutId,
                        entryId)
                .first(row -> true)
                .orElse(false);
    }

    /// Goes on from a state that it was in.
    void become(UUID payoutId, Payout.State state) {
        database.sql("update payout set state = ? where id = ?", state, payoutId).update();
    }

    /// Whether the break is new.
    boolean write(PayoutBreak found) {
        return database.sql(
                                BREAK,
                                found.id(),
                                found.kind(),
                                found.endToEndId(),
                                found.payoutId().<Object>map(id -> id).orElse(Database.Absent.UUID),
                                found.source(),
                                found.amount()
                                        .<Object>map(amount -> amount.currency().code())
                                        .orElse(Database.Absent.TEXT),
                                found.amount()
                                        .<Object>map(Money::micro)
                                        .orElse(Database.Absent.NUMBER),
                                found.foundAt())
                        .update()
                == 1;
    }

    /// Those that nobody has cleared, the newest first.
    List<PayoutBreak> open() {
        return database.sql(BREAKS).list(AnswerStore::found);
    }

    /// Payouts that were sent before a time, and that the bank has said nothing of.
    List<PayoutBreak> unanswered(Instant before) {
        return database.sql(
                        "select id, end_to_end_id, id as payout_id, reference, currency, micro,"
                                + " reference as source, approved_at as found_at,"
                                + " 'UNANSWERED' as kind from payout"
                                + " where state = 'SENT' and approved_at < ?"
                                + " order by approved_at limit 200",
                        before)
                .list(AnswerStore::found);
    }

    /// Whether it was open, and is cleared now.
    boolean clear(UUID id, String note, String by, Instant at) {
        return database.sql(
                                "update payout_break set note = ?, cleared_by = ?, cleared_at = ?"
                                        + " where id = ? and cleared_by is null",
                                note,
                                by,
                                at,
                                id)
                        .update()
                == 1;
    }

    private static PayoutBreak found(Row row) {
        return new PayoutBreak(
                row.id("id"),
                row.constant(PayoutBreak.Kind.class, "kind"),
                row.text("end_to_end_id"),
                row.idIfAny("payout_id"),
                row.textIfAny("reference"),
                row.text("source"),
                row.textIfAny("currency")
                        .map(code -> new Money(Currency.of(code), row.number("micro"))),
                row.instant("found_at"));
    }
}
