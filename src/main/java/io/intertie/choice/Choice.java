package io.intertie.choice;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// Where one request was planned to go, and what became of the other offers of its model.
///
/// `by` is what the order went by; `further` counts offers that were looked at but are not listed.
public record Choice(
        UUID requestId,
        UUID buyerId,
        UUID modelId,
        Instant at,
        String by,
        List<Considered> offers,
        int further) {
    /// The most offers that are kept of a choice.
    static final int MOST = 24;

    public Choice {
        offers = List.copyOf(offers);
    }

    /// Whether there was anything to choose from.
    boolean isOne() {
        return offers.size() > 1;
    }

    List<Considered> kept() {
        return offers.size() <= MOST ? offers : offers.subList(0, MOST);
    }
}
