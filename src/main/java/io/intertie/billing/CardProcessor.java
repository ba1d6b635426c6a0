package io.intertie.billing;

import io.intertie.money.Money;
import io.intertie.platform.http.Problem;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Whoever moves money by card: Stripe, or the sandbox, which is a simulator.
///
/// What a processor says when it is asked is the truth; its events only say that it is time to ask.
/// Asking for the same payment or refund again is the same payment or refund.
interface CardProcessor {
    /// How a payment that was asked for goes on: its reference there, and where the buyer pays.
    record Opened(String sessionRef, Optional<URI> payAt) {}

    /// A card that its holder left for charges when nobody is there.
    record SavedCard(String customerRef, String methodRef, String label) {}

    /// What has become of a payment.
    sealed interface Seen {
        /// Not decided yet.
        record Waiting() implements Seen {}

        /// It will not be paid.
        record Failed(String reason) implements Seen {}

        /// It was paid; `fee` is what the processor keeps, in the currency that it settles in.
        record Paid(
                Asked asked,
                Money fee,
                String intentRef,
                Optional<SavedCard> card,
                List<Refunded> refunds,
                List<Disputed> disputes)
                implements Seen {}
    }

    /// What was paid, for whom and how, to be held against what was asked for.
    record Asked(UUID paymentId, UUID organisationId, Money amount, String method) {}

    /// A refund as the processor sees it; `ours` is our id of it, if we asked for it.
    record Refunded(String ref, Optional<UUID> ours, Money amount, Sent state) {
        enum Sent {
            WAITING,
            DONE,
            FAILED
        }
    }

    /// A payment that the card's holder disputes; the processor has taken `amount` and `fee` back,
    /// and has given `feeReturned` again, if it was won.
    record Disputed(String ref, Money amount, Money fee, Money feeReturned, Stage state) {
        enum Stage {
            OPEN,
            WON,
            LOST
        }
    }

    /// Opens a payment.
    ///
    /// @throws Problem if the processor cannot be reached now (503) or refuses the request
    Opened open(CardPayment payment, URI back);

    /// Charges a saved card.
    ///
    /// @throws Problem if the processor cannot be reached now (503) or refuses the request
    Opened charge(CardPayment payment, SavedCard card);

    /// Asks what has become of a payment.
    ///
    /// @throws Problem if the processor cannot be reached now (503) or refuses the request
    Seen look(CardPayment payment);

    /// Gives money back; `refundId` is the same for the same refund.
    ///
    /// @throws Problem if the processor cannot be reached now (503) or refuses the request
    Refunded refund(CardPayment payment, UUID refundId, Money amount);
}
