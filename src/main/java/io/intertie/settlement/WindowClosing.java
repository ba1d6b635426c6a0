package io.intertie.settlement;

import io.intertie.identity.Actor;
import java.util.UUID;

/// The story of this room: a window closes into a statement, becomes a payout, is approved by a
/// second admin, and leaves as a bank file.
public interface WindowClosing {
    /// What a step came to.
    sealed interface Outcome {
        record Done(SettlementWindow window, Statement statement, Payout payout)
                implements Outcome {}

        /// Nothing was written: why.
        record Refused(String reason) implements Outcome {}
    }

    /// Closes the window (E11), opens the next, and prepares the payout.
    Outcome close(UUID windowId, Actor preparer);

    /// Approves the payout, books E14 and E15 and writes the bank file; never by its preparer.
    Outcome approve(UUID payoutId, Actor approver);

    /// Holds the payout back with a reason that the provider sees.
    Outcome hold(UUID payoutId, String reason, Actor actor);
}
