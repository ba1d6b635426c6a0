package io.intertie.billing;

import io.intertie.billing.Refunds.Refund;
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

/// Refunds to cards as rows.
@ApplicationScoped
class RefundStore {
    private static final String SELECT =
            "select r.*, p.currency, p.organisation_id from card_refund r"
                    + " join card_payment p on p.id = r.payment_id where ";

    private final Database database;

    @Inject
    RefundStore(Database database) {
        this.database = database;
    }

    void prepare(Refund refund) {
        database.sql(
                        "insert into card_refund (id, payment_id, micro, reason, state,"
                                + " prepared_by, prepared_at) values (?, ?, ?, ?, ?, ?, ?)",
                        refund.id(),
                        refund.paymentId(),
                        refund.amount().micro(),
                        refund.reason(),
                        refund.state(),
                        refund.preparedBy(),
                        refund.preparedAt())
                .update();
    }

    /// Notes a refund that was made at the processor's own desk.
    void foreign(CardPayment payment, CardProcessor.Refunded refund, Instant at) {
        database.sql(
                        "insert into card_refund (id, payment_id, micro, reason, state,"
                                + " processor_ref, prepared_by, prepared_at, ended_at)"
                                + " values (?, ?, ?, ?, 'DONE', ?, ?, ?, ?)",
                        UUID.randomUUID(),
                        payment.id(),
                        refund.amount().micro(),
                        "Made at the processor",
                        refund.ref(),
                        payment.processor().word(),
                        at,
                        at)
                .update();
    }

    Optional<Refund> find(UUID id) {
        return database.sql(SELECT + "r.id = ?", id).first(RefundStore::refund);
    }

    Optional<Refund> find(String processorRef) {
        return database.sql(SELECT + "r.processor_ref = ?", processorRef)
                .first(RefundStore::refund);
    }

    /// What the processor calls a refund that it has taken up and not ended.
    void takenUp(UUID id, String processorRef) {
        database.sql(
                        "update card_refund set processor_ref = ?"
                                + " where id = ? and state = 'SENDING'",
                        processorRef,
                        id)
                .update();
    }

    /// Those that nobody has answered, to be sent again under the same key.
    List<Refund> unanswered(int limit) {
        return database.sql(
                        SELECT
                                + "r.state = 'SENDING' and r.processor_ref is null"
                                + " order by r.prepared_at limit ?",
                        limit)
                .list(RefundStore::refund);
    }

    /// The payments of those that the processor has taken up and not ended.
    List<UUID> takenUp(int limit) {
        return database.sql(
                        "select distinct payment_id from card_refund"
                                + " where state = 'SENDING' and processor_ref is not null limit ?",
                        limit)
                .list(row -> row.id("payment_id"));
    }

    /// A refund that was done fails; false if it had failed before.
    boolean cameBack(UUID id, Instant at) {
        return database.sql(
                                "update card_refund set state = 'FAILED', came_back_at = ?"
                                        + " where id = ? and state = 'DONE'",
                                at,
                                id)
                        .update()
                == 1;
    }

    /// An organisation's that came back since a time, the newest first.
    List<Refund> cameBackTo(UUID organisationId, Instant since) {
        return database.sql(
                        SELECT
                                + "p.organisation_id = ? and r.came_back_at >= ?"
                                + " order by r.came_back_at desc limit 5",
                        organisationId,
                        since)
                .list(RefundStore::refund);
    }

    /// Those that came back, the newest first.
    List<Refund> cameBack(int limit) {
        return database.sql(
                        SELECT
                                + "r.came_back_at is not null"
                                + " order by r.came_back_at desc limit ?",
                        limit)
                .list(RefundStore::refund);
    }

    /// The refunds of a payment, whatever their state.
    List<Refund> of(UUID paymentId) {
        return database.sql(SELECT + "r.payment_id = ? order by r.prepared_at", paymentId)
                .list(RefundStore::refund);
    }

    List<Refund> in(Refund.State state, int limit) {
        return database.sql(SELECT + "r.state = ? order by r.prepared_at limit ?", state, limit)
                .list(RefundStore::refund);
    }

    /// Goes from one state to the next; false if it was not in the first.
    boolean advance(UUID id, Refund.State from, Refund.State to, Optional<String> approvedBy) {
        return database.sql(
                                "update card_refund set state = ?,"
                                        + " approved_by = coalesce(?, approved_by)"
                                        + " where id = ? and state = ?",
                                to,
                                approvedBy.<Object>map(name -> name).orElse(Database.Absent.TEXT),
                                id,
                                from)
                        .update()
                == 1;
    }

    /// Ends a refund that was sent; false if it had ended.
    boolean end(UUID id, Refund.State state, Optional<String> processorRef, Instant at) {
        return database.sql(
                                "update card_refund set state = ?, ended_at = ?,"
                                        + " processor_ref = coalesce(?, processor_ref)"
                                        + " where id = ? and state = 'SENDING'",
                                state,
                                at,
                                processorRef.<Object>map(ref -> ref).orElse(Database.Absent.TEXT),
                                id)
                        .update()
                == 1;
    }

    private static Refund refund(Row row) {
        return new Refund(
                row.id("id"),
                row.id("payment_id"),
                row.id("organisation_id"),
                new Money(Currency.of(row.text("currency")), row.number("micro")),
                row.text("reason"),
                row.constant(Refund.State.class, "state"),
                row.text("prepared_by"),
                row.instant("prepared_at"),
                row.textIfAny("approved_by"));
    }
}
