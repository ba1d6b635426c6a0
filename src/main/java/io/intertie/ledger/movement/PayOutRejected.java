package io.intertie.ledger.movement;

import io.intertie.ledger.Account;
import io.intertie.ledger.AccountCode;
import io.intertie.ledger.JournalEntry;
import io.intertie.ledger.Posting;
import io.intertie.money.Check;
import io.intertie.money.Money;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Template E17 where the bank refused a payout before it booked it: no money has left, and the
/// provider is due it again.
///
/// | from | to | amount |
/// |---|---|---|
/// | payout in transit | provider due | `amount` |
///
/// `externalRef` is the payout's end-to-end id, which [PayOutReturned] uses too: a payout comes
/// back once.
public record PayOutRejected(
        String externalRef, UUID providerId, Money amount, Map<String, String> basis)
        implements Template {
    public PayOutRejected {
        basis = Map.copyOf(basis);
        Check.that(amount.isPositive(), "payout of %s", amount);
    }

    @Override
    public JournalEntry.Kind kind() {
        return JournalEntry.Kind.PAYOUT_RETURNED;
    }

    @Override
    public List<Posting> postings() {
        return List.of(
                new Posting(
                        Account.ofMarket(AccountCode.PAYOUT_IN_TRANSIT, amount.currency()),
                        Account.of(AccountCode.PROVIDER_DUE, providerId, amount.currency()),
                        amount));
    }
}
