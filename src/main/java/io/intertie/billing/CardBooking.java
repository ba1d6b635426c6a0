package io.intertie.billing;

import io.intertie.billing.CardProcessor.Seen;
import io.intertie.ledger.Journal;
import io.intertie.ledger.movement.TopUp;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Holds what a processor says against what was asked for, and books it.
@ApplicationScoped
class CardBooking {
    private final CardPaymentStore payments;
    private final SavedCards saved;
    private final CardLosses losses;
    private final Journal journal;
    private final Clock clock;

    @Inject
    CardBooking(
            CardPaymentStore payments,
            SavedCards saved,
            CardLosses losses,
            Journal journal,
            Clock clock) {
        this.payments = payments;
        this.saved = saved;
        this.losses = losses;
        this.journal = journal;
        this.clock = clock;
    }

    /// Books what is new about a payment whose row is locked.
    ///
    /// @return what is to go on the trail, as the last step of the transaction
    List<Act> book(CardPayment payment, Seen seen) {
        return switch (seen) {
            case Seen.Waiting() -> List.of();
            case Seen.Failed(var reason) -> end(payment, CardPayment.State.FAILED, reason);
            case Seen.Paid paid ->
                    fault(payment, paid)
                            .map(fault -> end(payment, CardPayment.State.REFUSED, fault))
                            .orElseGet(() -> paid(payment, paid));
        };
    }

    private List<Act> paid(CardPayment payment, Seen.Paid paid) {
        var acts = new ArrayList<Act>();
        if (payment.state() == CardPayment.State.REFUSED) {
            return acts;
        }
        if (payment.state() != CardPayment.State.PAID) {
            credit(payment, paid);
            acts.add(Act.of("top-up.booked", payment, Map.of()));
        }
        acts.addAll(losses.book(payment, paid));
        return acts;
    }

    /// Why what was paid is not what was asked for, if so: then nothing of it is booked.
    private static Optional<String> fault(CardPayment payment, Seen.Paid paid) {
        var asked = paid.asked();
        var currency = payment.amount().currency();
        if (!asked.paymentId().equals(payment.id())
                || !asked.organisationId().equals(payment.organisationId())) {
            return Optional.of("It was paid for something else.");
        }
        if (!asked.amount().currency().equals(currency)) {
            return Optional.of("It was paid in another currency.");
        }
        if (!asked.amount().equals(payment.amount())) {
            return Optional.of("Another amount was paid.");
        }
        if (!payment.methods().contains(asked.method())) {
            return Optional.of("It was paid in another way.");
        }
        return paid.fee().currency().equals(currency)
                ? Optional.empty()
                : Optional.of("The processor settles it in another currency.");
    }

    private void credit(CardPayment payment, Seen.Paid paid) {
        journal.book(
                new TopUp(
                        payment.journalRef(),
                        payment.organisationId(),
                        payment.amount(),
                        paid.fee(),
                        Map.of(
                                "processor", payment.processor().word(),
                                "reference", paid.intentRef(),
                                "by", payment.startedBy())));
        payments.paid(payment.id(), paid.intentRef(), clock.instant());
        paid.card().ifPresent(card -> saved.keep(payment, card, clock.instant()));
    }

    private List<Act> end(CardPayment payment, CardPayment.State state, String reason) {
        if (payment.state() != CardPayment.State.PENDING) {
            return List.of();
        }
        payments.ended(payment.id(), state, reason, clock.instant());
        var action = state == CardPayment.State.REFUSED ? "top-up.refused" : "top-up.declined";
        return List.of(Act.of(action, payment, Map.of("reason", reason)));
    }
}
