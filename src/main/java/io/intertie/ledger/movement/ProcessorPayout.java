package io.intertie.ledger.movement;

import io.intertie.ledger.Account;
import io.intertie.ledger.AccountCode;
import io.intertie.ledger.JournalEntry;
import io.intertie.ledger.Posting;
import io.intertie.money.Check;
import io.intertie.money.Money;
import java.util.List;
import java.util.Map;

/// Template E2: the card processor pays out what it collected, and the bank has booked it.
///
/// | from | to | amount |
/// |---|---|---|
/// | bank | PSP clearing | `amount` |
///
/// `externalRef` is the bank's reference of the entry.
public record ProcessorPayout(String externalRef, Money amount, Map<String, String> basis)
        implements Template {
    public ProcessorPayout {
        basis = Map.copyOf(basis);
        Check.that(amount.isPositive(), "payout of %s", amount);
    }

    @Override
    public JournalEntry.Kind kind() {
        return JournalEntry.Kind.PSP_PAYOUT;
    }

    @Override
    public List<Posting> postings() {
        return Move.postings(
                new Move(
                        Account.ofMarket(AccountCode.BANK, amount.currency()),
                        Account.ofMarket(AccountCode.PSP_CLEARING, amount.currency()),
                        amount));
    }
}
