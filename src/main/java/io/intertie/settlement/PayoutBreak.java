package io.intertie.settlement;

import io.intertie.money.Money;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// What the bank says of a payout and the books do not: somebody has to look.
///
/// `source` is the bank's reference of the line, or of the report. **Always true** no break has
/// moved money to a provider or out of 1030; a credit that made one waits in 2040.
public record PayoutBreak(
        UUID id,
        Kind kind,
        String endToEndId,
        Optional<UUID> payoutId,
        Optional<String> reference,
        String source,
        Optional<Money> amount,
        Instant foundAt) {
    public enum Kind {
        /// No payout has this id.
        UNKNOWN,
        /// The payout was never approved.
        NOT_SENT,
        CURRENCY,
        AMOUNT,
        /// It went to, or came from, another account than the bank file names.
        ACCOUNT,
        /// The bank counted other payments, or another sum, than the bank file has.
        TOTALS,
        BOOKED_TWICE,
        RETURNED_TWICE,
        /// The bank says both.
        BOOKED_AND_REJECTED,
        /// The bank has said nothing for days: it is shown until it does.
        UNANSWERED
    }
}
