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
///
/// **Always true** each posting goes one of the ways that its kind may go: what is not written in
/// the list of kinds cannot be booked (`WaysTest`).
public record JournalEntry(
        UUID id,
        Kind kind,
        String externalRef,
        Instant bookedAt,
        List<Posting> postings,
        Map<String, String> basis) {

    /// A named movement; [Ways] says between which accounts it may move money.
    public enum Kind {
        TOPUP,
        BANK_TOPUP,
        PSP_PAYOUT,
        UNMATCHED_RECEIPT,
        RECEIPT_CLEARED,
        CARD_REFUND,
        CHARGEBACK,
        CLAWBACK,
        DISPUTE_CLOSED,
        DISPUTE_FEE_RETURNED,
        CAPTURE,
        REFUND,
        SLA_CREDIT,
        PROMO_GRANT,
        PROMO_EXPIRY,
        INVOICE_ROUNDING,
        WINDOW_CLOSE,
        RESERVE_RELEASE,
        WITHHOLDING,
        NETTING,
        FX_DEAL,
        PAYOUT,
        PAYOUT_BOOKED,
        PAYOUT_RETURNED,
        REVALUATION,
        REALISED_FX,
        CORRECTION
    }

    public JournalEntry {
        postings = List.copyOf(postings);
        basis = Map.copyOf(basis);
        Check.that(!postings.isEmpty(), "journal without postings");
        Check.that(!externalRef.isBlank(), "journal without cause");
        for (var posting : postings) {
            Check.that(Ways.mayGo(kind, posting), "%s does not go %s", kind, posting);
        }
    }
}
