package io.intertie.billing;

import io.intertie.money.Money;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// A top-up by card, from when it was asked for.
///
/// `methods` are the ways to pay that it was opened for; `reason` says why it failed or was
/// refused.
public record CardPayment(
        UUID id,
        UUID organisationId,
        Processor processor,
        Purpose purpose,
        Money amount,
        State state,
        Set<String> methods,
        boolean keepsCard,
        Optional<String> sessionRef,
        Optional<String> intentRef,
        Optional<URI> payAt,
        Optional<String> reason,
        String startedBy,
        Instant startedAt) {
    /// Who moves the money.
    public enum Processor {
        /// A simulator: no card is charged and no money moves.
        SANDBOX,
        STRIPE;

        /// As the trail and the journal name it: `stripe`.
        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    public enum Purpose {
        /// Somebody pays at a page.
        CHECKOUT,
        /// The wallet ran low, and a saved card is charged.
        AUTO
    }

    public enum State {
        PENDING,
        PAID,
        FAILED,
        /// What the processor says is not what was asked for; nothing was credited.
        REFUSED
    }

    /// What is asked for, of whom and for whom.
    record Request(
            UUID id, UUID organisationId, Processor processor, Purpose purpose, Money amount) {}

    static CardPayment asked(Request request, String startedBy, Instant startedAt) {
        return new CardPayment(
                request.id(),
                request.organisationId(),
                request.processor(),
                request.purpose(),
                request.amount(),
                State.PENDING,
                Set.of("card"),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                startedBy,
                startedAt);
    }

    /// The same, to be paid in one of these ways.
    CardPayment by(Set<String> ways, boolean keepingCard) {
        return new CardPayment(
                id,
                organisationId,
                processor,
                purpose,
                amount,
                state,
                ways,
                keepingCard,
                sessionRef,
                intentRef,
                payAt,
                reason,
                startedBy,
                startedAt);
    }

    public CardPayment {
        methods = Set.copyOf(methods);
    }

    /// Its cause in the journal.
    String journalRef() {
        return processor.word() + ":" + id;
    }
}
