package io.intertie.metering;

import java.util.UUID;

/// The story of this room, and the waist of the house: usage becomes money only here.
public interface Metering {
    /// Sets the ceiling aside in the buyer's wallet.
    ///
    /// @throws io.intertie.platform.persistence.DatabaseAway if that cannot be known now
    Reservation reserve(Ceiling ceiling);

    /// Gives the reservation back: nothing was delivered.
    void release(UUID requestId);

    /// Writes the record, rates it with its pinned version, and captures the hold: all or nothing,
    /// once for each request id.
    Charge record(UsageRecord usage);
}
