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

/// Template E1, by bank: a transfer whose reference names a buyer enters its wallet.
///
/// | from | to | amount |
/// |---|---|---|
/// | bank | buyer's wallet | `amount` |
///
/// `externalRef` is the bank's reference of the entry.
public record BankTopUp(String externalRef, UUID buyerId, Money amount, Map<String, String> basis)
        implements Template {
    public BankTopUp {
        basis = Map.copyOf(basis);
        Check.that(amount.isPositive(), "transfer of %s", amount);
    }

    @Override
    public JournalEntry.Kind kind() {
        return JournalEntry.Kind.BANK_TOPUP;
    }

    @Override
    public List<Posting> postings() {
        return Move.postings(
                new Move(
                        Account.ofMarket(AccountCode.BANK, amount.currency()),
                        Account.of(AccountCode.BUYER_WALLET, buyerId, amount.currency()),
                        amount));
    }
}
