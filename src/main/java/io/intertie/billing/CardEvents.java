package io.intertie.billing;

import io.intertie.audit.Trail;
import io.intertie.billing.StripeEvents.Event;
import io.intertie.identity.Actor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What Stripe tells us: each event once, and only if Stripe sent it.
///
/// An event is no more than a reason to ask Stripe about a payment, so nothing is booked because an
/// event says so, and neither repeated nor reordered events matter.
@ApplicationScoped
public class CardEvents {
    private static final Actor STRIPE = Actor.market("stripe-events");

    private final StripeEvents stripe;
    private final CardEventStore events;
    private final CardPaymentStore payments;
    private final CardSettling settling;
    private final ProcessorPayouts payouts;
    private final Trail trail;

    @Inject
    CardEvents(
            StripeEvents stripe,
            CardEventStore events,
            CardPaymentStore payments,
            CardSettling settling,
            ProcessorPayouts payouts,
            Trail trail) {
        this.stripe = stripe;
        this.events = events;
        this.payments = payments;
        this.settling = settling;
        this.payouts = payouts;
        this.trail = trail;
    }

    /// What an event came to.
    public sealed interface Outcome {
        record Handled() implements Outcome {}

        /// It came before: nothing new.
        record Replayed() implements Outcome {}

        /// It is about nothing of ours.
        record Ignored() implements Outcome {}

        /// It was not believed; nothing was booked.
        record Refused(String reason) implements Outcome {}
    }

    /// How many events were not believed on a day (UTC), and why.
    public record Refusals(String day, String reason, long count) {}

    /// Takes an event as it came over the wire.
    ///
    /// @throws io.intertie.platform.http.Problem if Stripe cannot be asked now; then it sends the
    ///   event again
    public Outcome receive(byte[] body, String signature) {
        return switch (stripe.read(body, signature)) {
            case StripeEvents.Read.Refused(var reason) -> refused(reason);
            case StripeEvents.Read.Believed(var event) ->
                    events.isKnown(event.id()) ? new Outcome.Replayed() : handled(event);
        };
    }

    private Outcome handled(Event event) {
        return switch (event.type()) {
            case "checkout.session.completed",
                    "checkout.session.async_payment_succeeded",
                    "checkout.session.async_payment_failed",
                    "checkout.session.expired" ->
                    ofSession(event);
            case "charge.refunded",
                    "charge.dispute.created",
                    "charge.dispute.funds_withdrawn",
                    "charge.dispute.funds_reinstated",
                    "charge.dispute.closed",
                    "charge.refund.updated",
                    "refund.updated",
                    "refund.failed",
                    "payment_intent.succeeded",
                    "payment_intent.payment_failed" ->
                    ofPayment(event);
            case "payout.paid", "payout.failed" -> {
                payouts.told(event.field("id").orElse(""), STRIPE);
                yield noted(event, Optional.empty());
            }
            default -> new Outcome.Ignored();
        };
    }

    private Outcome ofSession(Event event) {
        var found = event.field("id").flatMap(payments::bySession);
        if (found.isEmpty()) {
            return new Outcome.Ignored();
        }
        var payment = found.get();
        var told = StripeAmounts.told(event.object());
        if (!told.equals(Optional.of(payment.amount()))
                || !event.field("client_reference_id")
                        .equals(Optional.of(payment.id().toString()))) {
            return refused("other-payment");
        }
        settling.settle(payment.id(), STRIPE);
        return noted(event, Optional.of(payment.id()));
    }

    private Outcome ofPayment(Event event) {
        var name = event.type().startsWith("payment_intent.") ? "id" : "payment_intent";
        var payment = event.field(name).flatMap(settling::paymentOf);
        if (payment.isEmpty()) {
            return new Outcome.Ignored();
        }
        settling.settle(payment.get(), STRIPE);
        return noted(event, payment);
    }

    private Outcome noted(Event event, Optional<UUID> paymentId) {
        return events.note(event, paymentId) ? new Outcome.Handled() : new Outcome.Replayed();
    }

    private Outcome refused(String reason) {
        events.refuse(reason)
                .ifPresent(count ->
                        trail.record(
                                STRIPE,
                                "card-event.refused",
                                "stripe",
                                Map.of("reason", reason, "today", Long.toString(count))));
        return new Outcome.Refused(reason);
    }

    /// The latest counts of events that were not believed.
    public List<Refusals> refusals() {
        return events.refusals(30);
    }
}
