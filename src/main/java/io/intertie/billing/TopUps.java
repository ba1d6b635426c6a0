package io.intertie.billing;

import io.intertie.identity.Actor;
import io.intertie.ledger.JournalEntry;
import io.intertie.money.Money;
import java.util.UUID;

/// How money enters a wallet.
public interface TopUps {
    /// What the sandbox card processor said. It is a simulator and named so on every screen.
    sealed interface Outcome {
        record Booked(JournalEntry entry, Money credited, Money fee) implements Outcome {}

        /// The card was declined; nothing was booked.
        record Declined(String reason) implements Outcome {}
    }

    /// Charges the sandbox card and books E1; the same `idempotencyKey` again books nothing new.
    ///
    /// @throws io.intertie.platform.http.Problem if the amount is not between 1 and 10,000 major
    Outcome bySandboxCard(
            UUID organisationId,
            Money amount,
            SandboxCard card,
            String idempotencyKey,
            Actor actor);

    /// Which test card is used.
    enum SandboxCard {
        ACCEPTED,
        DECLINED
    }
}
