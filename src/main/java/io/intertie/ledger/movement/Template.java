package io.intertie.ledger.movement;

import io.intertie.ledger.JournalEntry;
import io.intertie.ledger.Posting;
import java.util.List;
import java.util.Map;

/// A named movement of money: what it is about decides its postings, and nothing else does.
///
/// Pure and deterministic; [io.intertie.ledger.Journal] writes it. E4 to E6 stand apart as
/// [io.intertie.ledger.ChargeUsage], because their amounts depend on what earlier requests left
/// below one micro; E3, a hold, moves nothing.
public sealed interface Template
        permits BankTopUp,
                Chargeback,
                ClawBack,
                CloseWindow,
                DisputeFeeReturned,
                ExpirePromo,
                FxDeal,
                GrantPromo,
                LoseDispute,
                MatchReceipt,
                NetDebits,
                PayOut,
                PayOutBooked,
                PayOutRejected,
                PayOutReturned,
                ProcessorPayout,
                RealiseFx,
                RefundToCard,
                ReleaseReserve,
                ReturnReceipt,
                Reverse,
                RevaluePosition,
                RoundInvoice,
                SlaCredit,
                TopUp,
                UnmatchedReceipt,
                WinDispute,
                WithholdTax {
    JournalEntry.Kind kind();

    /// The cause: together with the kind it is booked at most once.
    String externalRef();

    /// At least one; amounts of zero are left out.
    List<Posting> postings();

    /// What an auditor asks first, as plain text.
    Map<String, String> basis();
}
