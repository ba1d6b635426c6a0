package io.intertie.billing;

import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/// Card payments as rows.
@ApplicationScoped
class CardPaymentStore {
    private static final String SELECT = "select * from card_payment where ";

    private final Database database;

    @Inject
    CardPaymentStore(Database database) {
        this.database = database;
    }

    /// Writes a payment that begins; or finds the one with its key, and nothing is written.
    CardPayment begin(CardPayment payment, String idempotencyKey) {
        database.sql(
                        """
                        insert into card_payment (id, organisation_id, processor, purpose,
                            idempotency_key, currency, micro, state, methods, keeps_card,
                            started_by, started_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict do nothing\
                        """,
                        payment.id(),
                        payment.organisationId(),
                        payment.processor(),
                        payment.purpose(),
                        idempotencyKey,
                        payment.amount().currency().code(),
                        payment.amount().micro(),
                        payment.state(),
                        String.join(",", payment.methods()),
                        payment.keepsCard(),
                        payment.startedBy(),
                        payment.startedAt())
                .update();
        return database.sql(
                        SELECT + "organisation_id = ? and processor = ? and idempotency_key = ?",
                        payment.organisationId(),
                        payment.processor(),
                        idempotencyKey)
                .first(CardPaymentStore::payment)
                .orElse(payment);
    }

    /// Whether an automatic payment of the wallet is under way.
    boolean isAutoPending(UUID organisationId, Currency currency) {
        return database.sql(
                        "select 1 from card_payment where organisation_id = ? and currency = ?"
                                + " and purpose = 'AUTO' and state = 'PENDING'",
                        organisationId,
                        currency.code())
                .first(row -> true)
                .orElse(false);
    }

    /// Begins a payment that keeps others out, unless by then it is not wanted any more: one that
    /// was under way may have ended since this was last asked.
    Optional<CardPayment> beginIf(
            BooleanSupplier isWanted, CardPayment payment, String idempotencyKey) {
        return database.transaction(() -> {
            begin(payment, idempotencyKey);
            var begun = find(payment.id());
            if (begun.isPresent() && !isWanted.getAsBoolean()) {
                database.sql("delete from card_payment where id = ?", payment.id()).update();
                return Optional.empty();
            }
            return begun;
        });
    }

    /// What automatic payments since an instant came to, whether paid or under way.
    Money autoSince(UUID organisationId, Currency currency, Instant from) {
        return database.sql(
                        "select coalesce(sum(micro), 0)::bigint as micro from card_payment"
                                + " where organisation_id = ? and currency = ?"
                                + " and purpose = 'AUTO' and state in ('PENDING', 'PAID')"
                                + " and started_at >= ?",
                        organisationId,
                        currency.code(),
                        from)
                .one(row -> new Money(currency, row.number("micro")));
    }

    Optional<CardPayment> find(UUID id) {
        return database.sql(SELECT + "id = ?", id).first(CardPaymentStore::payment);
    }

    /// The payment, its row locked to the end of the transaction.
    CardPayment lock(UUID id) {
        return database.sql(SELECT + "id = ? for update", id).one(CardPaymentStore::payment);
    }

    Optional<CardPayment> bySession(String ref) {
        return database.sql(SELECT + "session_ref = ?", ref).first(CardPaymentStore::payment);
    }

    Optional<CardPayment> byIntent(String ref) {
        return database.sql(SELECT + "intent_ref = ?", ref).first(CardPaymentStore::payment);
    }

    List<CardPayment> of(UUID organisationId, int limit) {
        return database.sql(
                        SELECT + "organisation_id = ? order by started_at desc limit ?",
                        organisationId,
                        limit)
                .list(CardPaymentStore::payment);
    }

    List<CardPayment> latest(int limit) {
        return database.sql(SELECT + "true order by started_at desc limit ?", limit)
                .list(CardPaymentStore::payment);
    }

    List<CardPayment> pendingSince(Instant before, int limit) {
        return database.sql(
                        SELECT
                                + "state = 'PENDING' and started_at < ?"
                                + " order by started_at desc limit ?",
                        before,
                        limit)
                .list(CardPaymentStore::payment);
    }

    void opened(UUID id, CardProcessor.Opened opened, CardPayment.Purpose purpose) {
        var column = purpose == CardPayment.Purpose.AUTO ? "intent_ref" : "session_ref";
        database.sql(
                        "update card_payment set pay_at = coalesce(?, pay_at), "
                                + column
                                + " = ? where id = ?",
                        opened.payAt().<Object>map(URI::toString).orElse(Database.Absent.TEXT),
                        opened.sessionRef(),
                        id)
                .update();
    }

    void paid(UUID id, String intentRef, Instant at) {
        database.sql(
                        "update card_payment set state = 'PAID', intent_ref = ?, reason = null,"
                                + " ended_at = ? where id = ?",
                        intentRef,
                        at,
                        id)
                .update();
    }

    void ended(UUID id, CardPayment.State state, String reason, Instant at) {
        database.sql(
                        "update card_payment set state = ?, reason = ?, ended_at = ? where id = ?",
                        state,
                        reason,
                        at,
                        id)
                .update();
    }

    private static CardPayment payment(Row row) {
        return new CardPayment(
                row.id("id"),
                row.id("organisation_id"),
                row.constant(CardPayment.Processor.class, "processor"),
                row.constant(CardPayment.Purpose.class, "purpose"),
                new Money(Currency.of(row.text("currency")), row.number("micro")),
                row.constant(CardPayment.State.class, "state"),
                Set.of(row.text("methods").split(",")),
                row.flag("keeps_card"),
                row.textIfAny("session_ref"),
                row.textIfAny("intent_ref"),
                row.textIfAny("pay_at").map(URI::create),
                row.textIfAny("reason"),
                row.text("started_by"),
                row.instant("started_at"));
    }
}
