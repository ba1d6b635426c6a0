package io.intertie.ledger.movement;

import io.intertie.ledger.Account;
import io.intertie.ledger.AccountCode;
import io.intertie.ledger.JournalEntry;
import io.intertie.ledger.Posting;
import io.intertie.money.Check;
import io.intertie.money.Money;
import java.util.List;
import java.util.Map;

/// Template E16: the bank has booked a payout.
///
/// | from | to | amount |
/// |---|---|---|
/// | payout in transit | bank | `amount` |
///
/// `externalRef` is the payout's end-to-end id.
public record PayOutBooked(String externalRef, Money amount, Map<String, String> basis)
        implements Template {
    public PayOutBooked {
        basis = Map.copyOf(basis);
        Check.that(amount.isPositive(), "payout of %s", amount);
    }

    @Override
    public JournalEntry.Kind kind() {
        return JournalEntry.Kind.PAYOUT_BOOKED;
    }

    @Override
    public List<Posting> postings() {
        return Move.postings(
                new Move(
                        Account.ofMarket(AccountCode.PAYOUT_IN_TRANSIT, amount.currency()),
                        Account.ofMarket(AccountCode.BANK, amount.currency()),
                        amount));
    }
}
