package io.intertie.ledger;

import io.intertie.money.Currency;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/// Template E4: a request's charge leaves the buyer's wallet, the provider is owed its own price.
///
/// | from | to | amount |
/// |---|---|---|
/// | buyer's wallet | platform fee | `feeBps` of what is posted |
/// | buyer's wallet | FX position, buyer's currency | the rest |
/// | FX position, provider's currency | provider accrued | the provider's share |
public interface ChargeUsage {
    /// What is charged. **Units** pico of each currency.
    record Charge(
            UUID requestId,
            UUID buyerId,
            Currency buyerCurrency,
            long buyerPico,
            UUID providerId,
            Currency providerCurrency,
            long providerPico,
            int feeBps,
            Instant servedAt,
            Map<String, String> basis) {}

    /// What came of it.
    sealed interface Outcome {
        /// Captured now; `entry` is empty when the charge stayed below one micro everywhere.
        record Captured(java.util.Optional<JournalEntry> entry, long buyerMicro, long carryPico)
                implements Outcome {}

        /// Captured before: nothing new.
        record Replayed() implements Outcome {}

        /// There is no hold to capture, or it was given back.
        record NotHeld(Hold.State state) implements Outcome {}
    }

    /// Captures the request's hold and books the charge, both or neither.
    Outcome capture(Charge charge);
}
