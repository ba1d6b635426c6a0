package io.intertie.billing;

import io.intertie.billing.CardProcessor.SavedCard;
import io.intertie.money.Currency;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.http.Wording;
import io.intertie.platform.persistence.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// The cards that buyers left for automatic top-ups; the numbers are the processor's to keep.
@ApplicationScoped
class SavedCards {
    private final Database database;

    @Inject
    SavedCards(Database database) {
        this.database = database;
    }

    /// A card and whose processor keeps it.
    record Kept(CardPayment.Processor processor, SavedCard card) {}

    void keep(CardPayment payment, SavedCard card, Instant at) {
        keep(
                payment.organisationId(),
                payment.amount().currency(),
                new Kept(payment.processor(), card),
                at);
    }

    void keep(UUID organisationId, Currency currency, Kept kept, Instant at) {
        database.sql(
                        """
                        insert into saved_card (organisation_id, currency, processor,
                            customer_ref, method_ref, label, kept_at)
                        values (?, ?, ?, ?, ?, ?, ?)
                        on conflict (organisation_id, currency) do update
                        set processor = excluded.processor, customer_ref = excluded.customer_ref,
                            method_ref = excluded.method_ref, label = excluded.label,
                            kept_at = excluded.kept_at\
                        """,
                        organisationId,
                        currency.code(),
                        kept.processor(),
                        kept.card().customerRef(),
                        kept.card().methodRef(),
                        kept.card().label(),
                        at)
                .update();
    }

    Optional<Kept> find(UUID organisationId, Currency currency) {
        return database.sql(
                        "select * from saved_card where organisation_id = ? and currency = ?",
                        organisationId,
                        currency.code())
                .first(row ->
                        new Kept(
                                row.constant(CardPayment.Processor.class, "processor"),
                                new SavedCard(
                                        row.text("customer_ref"),
                                        row.text("method_ref"),
                                        row.text("label"))));
    }

    SavedCard card(UUID organisationId, Currency currency) {
        return find(organisationId, currency)
                .orElseThrow(() ->
                        new Problem(
                                ProblemType.CONFLICT,
                                Wording.of("card.saved", "No card is saved.")))
                .card();
    }
}
