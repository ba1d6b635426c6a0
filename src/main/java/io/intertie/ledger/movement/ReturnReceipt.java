package io.intertie.ledger.movement;

import io.intertie.ledger.Account;
import io.intertie.ledger.AccountCode;
import io.intertie.ledger.JournalEntry;
import io.intertie.ledger.Posting;
import io.intertie.money.Check;
import io.intertie.money.Money;
import java.util.List;
import java.util.Map;

/// A receipt that waited goes back to whoever sent it.
///
/// | from | to | amount |
/// |---|---|---|
/// | unmatched receipts | bank | `amount` |
///
/// `externalRef` is that of the receipt, which [MatchReceipt] uses too: a receipt is cleared once.
public record ReturnReceipt(String externalRef, Money amount, Map<String, String> basis)
        implements Template {
    public ReturnReceipt {
        basis = Map.copyOf(basis);
        Check.that(amount.isPositive(), "receipt of %s", amount);
    }

    @Override
    public JournalEntry.Kind kind() {
        return JournalEntry.Kind.RECEIPT_CLEARED;
    }

    @Override
    public List<Posting> postings() {
        return Move.postings(
                new Move(
                        Account.ofMarket(AccountCode.UNMATCHED_RECEIPTS, amount.currency()),
                        Account.ofMarket(AccountCode.BANK, amount.currency()),
                        amount));
    }
}
