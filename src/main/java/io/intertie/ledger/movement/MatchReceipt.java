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

/// A receipt that waited turns out to be a buyer's.
///
/// | from | to | amount |
/// |---|---|---|
/// | unmatched receipts | buyer's wallet | `amount` |
///
/// `externalRef` is that of the receipt, which [ReturnReceipt] uses too: a receipt is cleared once.
public record MatchReceipt(
        String externalRef, UUID buyerId, Money amount, Map<String, String> basis)
        implements Template {
    public MatchReceipt {
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
                        Account.of(AccountCode.BUYER_WALLET, buyerId, amount.currency()),
                        amount));
    }
}
