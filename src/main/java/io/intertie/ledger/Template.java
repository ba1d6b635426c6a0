package io.intertie.ledger;

import java.util.List;
import java.util.Map;

/// A named movement of money: what it is about decides its postings, and nothing else does.
///
/// Pure and deterministic; [Journal#book(Template)] writes it. E4 stands apart as [ChargeUsage],
/// because its amounts depend on what earlier requests left below one micro.
public sealed interface Template permits TopUp, CloseWindow, FxDeal, PayOut {
    JournalEntry.Kind kind();

    /// The cause: together with the kind it is booked at most once.
    String externalRef();

    /// At least one; amounts of zero are left out.
    List<Posting> postings();

    /// What an auditor asks first, as plain text.
    Map<String, String> basis();
}
