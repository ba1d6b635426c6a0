package io.intertie.ledger;

import io.intertie.money.Check;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// An atomic set of postings, booked once and never changed.
///
/// `externalRef` names the cause (a request, a card event, a payout); kind and reference together
/// are unique. `basis` keeps what an auditor asks first, as plain text.
public record JournalEntry(
        UUID id,
        Kind kind,
        String externalRef,
        Instant bookedAt,
        List<Posting> postings,
        Map<String, String> basis) {
    public enum Kind {
        TOPUP,
        CAPTURE,
        WINDOW_CLOSE,
        FX_DEAL,
        PAYOUT
    }

    public JournalEntry {
        postings = List.copyOf(postings);
        basis = Map.copyOf(basis);
        Check.that(!postings.isEmpty(), "journal without postings");
        Check.that(!externalRef.isBlank(), "journal without cause");
    }
}
