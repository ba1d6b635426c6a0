package io.intertie.ledger.movement;

import io.intertie.ledger.Account;
import io.intertie.ledger.AccountCode;
import io.intertie.ledger.JournalEntry;
import io.intertie.ledger.Posting;
import io.intertie.money.Check;
import io.intertie.money.Money;
import java.util.List;
import java.util.Map;

/// Money at the bank that names nobody: it waits until somebody says whose it is.
///
/// | from | to | amount |
/// |---|---|---|
/// | bank | unmatched receipts | `amount` |
///
/// `externalRef` is the bank's reference of the entry.
public record UnmatchedReceipt(String externalRef, Money amount, Map<String, String> basis)
        implements Template {
    public UnmatchedReceipt {
        basis = Map.copyOf(basis);
        Check.that(amount.isPositive(), "receipt of %s", amount);
    }

    @Override
    public JournalEntry.Kind kind() {
        return JournalEntry.Kind.UNMATCHED_RECEIPT;
    }

    @Override
    public List<Posting> postings() {
        return Move.postings(
                new Move(
                        Account.ofMarket(AccountCode.BANK, amount.currency()),
                        Account.ofMarket(AccountCode.UNMATCHED_RECEIPTS, amount.currency()),
                        amount));
    }
}
