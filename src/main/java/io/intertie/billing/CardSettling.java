package io.intertie.billing;

import io.intertie.audit.Trail;
import io.intertie.identity.Actor;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.DatabaseFailed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// Books what the processor says about one payment, whatever of it is missing.
///
/// It does not matter why or how often it is called, nor in which order events arrive: the
/// processor is asked, and each fact is booked once. So a lost event is made up for by the next
/// look.
@ApplicationScoped
class CardSettling {
    private static final int TRIES = 50;

    private final Database database;
    private final CardPaymentStore payments;
    private final SavedCards saved;
    private final Processors processors;
    private final CardBooking booking;
    private final Trail trail;

    @Inject
    CardSettling(
            Database database,
            CardPaymentStore payments,
            SavedCards saved,
            Processors processors,
            CardBooking booking,
            Trail trail) {
        this.database = database;
        this.payments = payments;
        this.saved = saved;
        this.processors = processors;
        this.booking = booking;
        this.trail = trail;
    }

    /// Opens the payment at its processor unless that was done, and notes where the buyer pays.
    CardPayment opened(CardPayment payment) {
        if (payment.sessionRef().isPresent() || payment.intentRef().isPresent()) {
            return payment;
        }
        var processor = processors.of(payment.processor());
        var opened =
                switch (payment.purpose()) {
                    case CHECKOUT -> processor.open(payment, processors.back());
                    case AUTO ->
                            processor.charge(
                                    payment,
                                    saved.card(
                                            payment.organisationId(), payment.amount().currency()));
                };
        payments.opened(payment.id(), opened, payment.purpose());
        return payments.find(payment.id()).orElseThrow();
    }

    /// Asks the processor and books what is new.
    ///
    /// @return the payment as it is then
    CardPayment settle(UUID paymentId, Actor actor) {
        var payment = opened(payments.find(paymentId).orElseThrow());
        var seen = processors.of(payment.processor()).look(payment);
        return persistently(() ->
                database.transaction(() -> {
                    for (var act : booking.book(payments.lock(paymentId), seen)) {
                        trail.record(actor, act.action(), act.subject(), act.detail());
                    }
                    return payments.find(paymentId).orElseThrow();
                }));
    }

    /// Which payment of ours Stripe's payment intent is, if it is one.
    Optional<UUID> paymentOf(String intentRef) {
        return payments.byIntent(intentRef)
                .map(CardPayment::id)
                .or(() ->
                        processors
                                .stripe()
                                .flatMap(stripe -> stripe.paymentOf(intentRef))
                                .filter(id -> payments.find(id).isPresent()));
    }

    /// What is taken from a wallet is read before it is booked; if a request has spent it in
    /// between, the wallet's constraint refuses, and it is read again.
    static <T> T persistently(Supplier<T> work) {
        for (int left = TRIES; ; left--) {
            try {
                return work.get();
            } catch (DatabaseFailed failed) {
                if (!failed.isConstraint() || left == 0) {
                    throw failed;
                }
            }
        }
    }
}
